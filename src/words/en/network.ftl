# The network page.
network-empty = Nobody is recorded yet. Closeness is how near you are, from recent contact (1–6). Log a first session, and the first person appears here.
network-figures = Figures
network-active = Active clients
network-capacity = { $n }, with room for { $capacity }
network-depth = Seen often
network-near = { $deep } of { $known } people ({ $percent }%)
network-pillars = Pillars
network-bearing = Pillars with someone you see often
network-bearing-count = { $n } of { $all }
network-nobody-yet = Nobody to count yet
network-rings-about = The nearer to the middle, the more recent and frequent the contact. Each silent day moves a mark a little outward. The numbers point to the table below.
network-no-circles = Nobody you still speak with has a pillar yet. A pillar is a circle your people come from: work, school, a hobby.
network-pillars-about = Which circles the people you still speak with come from.
network-second = Second meetings
network-no-lanes = Nobody first met within a year is recorded yet.
network-second-about = People first met within a year, and the days until the second meeting, latest first.
network-came = Who came to us
network-no-arrivals = Who moved first is not recorded for anybody yet.
network-quarter = Quarter
network-quarter-of = Q{ $no } { $year }
network-came-share = New people who came to us
network-came-of = { $came } of { $all }
network-others = People who are not clients
network-no-others = Nobody considering, former client, referrer or peer is recorded yet.
network-by-closeness = By closeness
network-by-pillar = By pillar
network-nobody-rests = Nobody is parked now.
network-parked-about = Not pursued for now; they may come back any day. No reminders.
network-who = Name
network-last = Last two-way contact
network-silent = { $day }, { $days ->
    [0] today
    [one] 1 day ago
   *[other] { $days } days ago
 }
network-never-met = No two-way contact yet
network-origin = How we met
network-origin-unknown = Not recorded
network-no-pillar = No pillar
network-table = The table of all { $n }
