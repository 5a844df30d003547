# Today.
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
today-begun = Not saved yet
today-discarded = Discarded drafts: { $n }
today-draft = A session, not saved yet
today-draft-for = The session with { $name }, not saved yet
today-saved = saved { $day }, { $time }
today-waiting = Waiting for your reply
today-nobody-waits = Nobody is waiting for an answer.
today-waits-since = { $n ->
    [0] since today
    [one] since { $day }, one day
   *[other] since { $day }, { $n } days
 }
today-none = No session today.
today-tomorrow = Tomorrow
today-people = Look at these first
today-three-lines = three lines at most
today-in-question = The consultation agreement is in question. Ask before you rely on it.
today-evidence = See the evidence
today-overdue = { $n ->
    [one] by { $day }, one day past
   *[other] by { $day }, { $n } days past
 }
today-due = { $n ->
    [0] due today
    [one] by { $day }, one day left
   *[other] by { $day }, { $n } days left
 }
today-still = Still going on
today-still-so = { $n ->
    [one] One person, for weeks now
   *[other] { $n } people, for weeks now
 }
today-first = First
today-first-about = Begin with the session you have just had; a client is added on the same page. Once there is a record, this page shows what to look at next.
today-first-three = Three things are enough:
today-first-topic = What they came to talk about
today-first-words = Two or three things they said, as they said them
today-first-next = How the session closed, and the next date if there is one
today-first-method = The two agreements, in three minutes
today-example = See an example
today-asked = Open questions
today-week = The next seven days
today-of-people = { $n ->
    [one] one person
   *[other] { $n } people
 }
today-of-sessions = { $n ->
    [one] one session
   *[other] { $n } sessions
 }
today-all-people = See all { $n } people
today-all-sessions = See all { $n } sessions
today-lines = and { $n } more
today-promise = { $by }, by { $day }
today-cut = This page looks at the thousand most urgent people; the list of clients has everybody.
today-promises-due = Promises due
