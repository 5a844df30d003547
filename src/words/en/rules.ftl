# What each rule looks for, in one sentence, and the thresholds it reads.
rules-title = What the insights look for
rules-about = Each insight is read from what was recorded, and from nothing else. No entry means only that nothing was recorded. Every number is a setting of the practice, with its source or “our choice” beside it.
rules-number = { $name }: { $number } ({ $source })

# Numbers that several families read.
threshold-silence-step = A quarter of silence: the conversation agreement lapses, closeness falls a step
threshold-consult-valid = How long the words of a consultation agreement hold
threshold-collab-window = How long a cycle of real collaboration counts
threshold-warn-before = How long before a lapse or a fall in closeness it is said
threshold-quiet-days = After how long what is still so becomes one quiet line

threshold-unit-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
threshold-unit-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
threshold-unit-sessions = { $n ->
    [one] 1 session
   *[other] { $n } sessions
}
threshold-unit-times = { $n }
threshold-unit-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
threshold-unit-share = { $n }%

threshold-source-our-choice = our choice
threshold-source-B17 = the seed of this method: three months until one is forgotten
threshold-source-S22 = Masaru Sato, President Online: a second meeting within a month
threshold-source-S30 = practice guides: one client above 20 to 25%
