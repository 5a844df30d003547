# What each rule looks for, in one sentence, and the thresholds it reads.
rules-title = What the insights look for
rules-about = Each insight is read from what was recorded, and from nothing else. No entry means only that nothing was recorded. Every number is a setting of the practice, with its source or “our choice” beside it.
rules-number = { $name }: { $number } ({ $source })

rule-means-R01 = Wants were answered session after session, while something meant for an underlying need stayed unsaid.
rule-means-R02 = In the latest session something was told without asking, or after a no.
rule-means-R03 = Something was told, and how it was taken is not recorded.
rule-means-R04 = Something you meant well weighed on them or closed them, and you have not talked about it.
rule-means-R05 = Signs of stepping back in the latest sessions, after which nothing was opened.
rule-means-R06 = A complaint or objection in the latest sessions, after which nothing was opened.
rule-means-R07 = A strain is open, and its repair has taken no step for a while.
rule-means-R08 = A guess about a need has been carried for long without being put to them.
rule-means-R09 = They made a need their own in words, and no step or word of yours is linked to it since.
rule-means-R10 = They asked for something that has neither been answered nor postponed by agreement.
rule-means-R11 = An agreement rests on words that have grown old, or soon will have.
rule-means-R12 = Something is planned to be told, and there is no consultation agreement to rely on.
rule-means-R13 = Something is planned to be told while a strain is open.
rule-means-R14 = They agreed to consult you, and something for a need of theirs still waits to be said.
rule-means-R15 = Something you hold is linked to no need of theirs.
rule-means-R16 = The latest sessions did not get to what they came to talk about.
rule-means-R17 = You parted with kind words and no date.
rule-means-R18 = You have met once, and no second meeting is ahead.
rule-means-R19 = Three months of silence will soon be full.
rule-means-R20 = After so long a silence they may not place you any more.
rule-means-R21 = The last approaches were all yours.
rule-means-R22 = They got in touch, and there is no reply yet.
rule-means-R23 = A gift or kindness stands without its why, or without thanks.
rule-means-R24 = A promise of yours is past its day.
rule-means-R25 = A promise of theirs has been carried over again and again.
rule-means-R26 = Sessions without any friction at all.
rule-means-R27 = Something was told unasked, or a heart closed; afterwards a session was cancelled, moved or left vague. It lists the order of events and foretells nothing.
rule-means-R28 = The record was written long after the session.
rule-means-R29 = Nothing of the latest session is kept in their own words.
rule-means-R30 = A want stands without the need behind it.
rule-means-R31 = One client makes up a large part of the work.
rule-means-R32 = Most people you still speak with come from one circle.
rule-means-R33 = Many people stand in two circles at once.
rule-means-R34 = Many acquaintances, few of them spoken with often.
rule-means-R35 = Few close people outside the largest circle.
rule-means-G01 = You asked, you told, and it was taken in, taken away or argued with.
rule-means-G02 = A strain was repaired.
rule-means-G03 = They said a need in their own words.
rule-means-G04 = They came to you after a long silence.
rule-means-G05 = Your last promises were all kept by their day.

threshold-silence-step = A quarter of silence: the conversation agreement lapses, closeness falls a step
threshold-consult-valid = How long the words of a consultation agreement hold
threshold-collab-window = How long a cycle of real collaboration counts
threshold-warn-before = How long before a lapse or a fall in closeness it is said
threshold-yes-sessions = Sessions looked back on
threshold-yes-wants = Wants answered in them
threshold-landing-days = How long an unknown landing may stand
threshold-gap-days = How long a mismatch stays open to be talked about
threshold-marker-sessions = Latest sessions whose signs count
threshold-withdrawal-min = Signs of stepping back that together say something
threshold-rupture-days = How long a strain may stand without a step
threshold-need-sessions = Sessions after which a guess wants testing
threshold-need-days = Days after which a guess wants testing
threshold-idle-days = How long an owned need may stand without a step
threshold-want-sessions = Sessions after which a want needs an answer, or a why
threshold-want-days = Days after which a want needs an answer
threshold-msg-days = How long something allowed may wait to be told
threshold-topic-sessions = Latest sessions in which the topic is looked for
threshold-topic-missed = How many of them may miss it
threshold-courtesy-days = Days after kind words without a date
threshold-second-early = After a first meeting: early
threshold-second-late = After a first meeting: late
threshold-only-us = Approaches in a row that were all ours
threshold-only-us-days = How long an approach of theirs speaks against it
threshold-inbound-days = How long somebody who came to us may wait
threshold-gift-days = How long a gift may stand without its why or its thanks
threshold-carry = How often a promise of theirs was carried over
threshold-smooth = Sessions without any friction
threshold-cancel-days = How far back the events before a cancellation are looked for
threshold-late-hours = When a record is late
threshold-share-days = Sessions counted where fees cannot be compared
threshold-top-n = Active clients from which the lower share speaks
threshold-top-n5 = One client’s share, among that many
threshold-top-small = One client’s share, among fewer
threshold-pillar-share = One circle’s share of the people still spoken with
threshold-pillar-n = People below whom circles say nothing
threshold-overlap = Share of people in two circles
threshold-shallow-n = People below whom depth says nothing
threshold-shallow = Share of close people below which a network is shallow
threshold-lean-on = Close people outside the largest circle
threshold-landed-sessions = Latest sessions in which a good telling is looked for
threshold-cameback-silence = Silence before they came
threshold-recent = How long a good moment is spoken of
threshold-promises = Promises kept in a row
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
