# The circles one's people come from.
pillar-title = Pillars
pillar-about = A pillar is a circle your people come from: work, school, online, a hobby. As many as there are; none ranks above another.
pillar-names = Names and order
pillar-none = No pillar yet. Four to begin with could be work, school, online, hobby.
pillar-name = Name
pillar-place = Place
pillar-fault-place = Write the place as a whole number, such as 1.
pillar-new = A new pillar
pillar-count = { $main ->
    [0] Nobody’s main pillar
    [one] The main pillar of one person
   *[other] The main pillar of { $main } people
 }{ $also ->
    [0] {"."}
    [one] ; one more stands in it too.
   *[other] ; { $also } more stand in it too.
 }
pillar-overlap = Where they overlap
pillar-overlap-about = Somebody in two pillars may drift from both at once. Nothing is wrong with it; it is good to know.
pillar-apart = Nobody stands in two pillars.
pillar-both = { $one } and { $other }: { $n ->
    [one] one person
   *[other] { $n } people
 }
