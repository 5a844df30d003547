# The pictures with their tables: staircase (P1), wants and needs (P2), rings (P3), pillars (P4), landing (P5), lanes (P6).
quote-joint = {" · "}
quote-origin = { $place }, { $exact }
quote-exact-verbatim = as said
quote-exact-near = nearly as said
quote-exact-gist = the gist
session-numbered = session { $no }
session-unnumbered = session

staircase-title = { $name }: staircase of agreements, { $from } to { $until }
staircase-desc = Begins at { $start }.{ $steps } The table below holds the same events.
staircase-desc-step = {" "}{ $day }: { $stage }.
staircase-year = { $year }
staircase-key = Marks
staircase-key-conversation = conversation agreement
staircase-key-consultation = consultation agreement
staircase-key-renewed = renewed
staircase-key-lapsed = lapsed
staircase-key-declined = declined
staircase-key-told = told with permission
staircase-key-unasked = told without
staircase-key-closed = the moment it closed
staircase-key-strain = strain
staircase-key-repair = repair
staircase-key-in-question = in question
staircase-key-they-came = they came
staircase-key-we-went = we went
staircase-key-agreed = both agreed
staircase-key-kept = promise kept
staircase-strain = Strain
staircase-strain-open = Strain, since { $from }
staircase-strain-ended = Strain, { $from } to { $until }
staircase-fall-lapsed = Lapsed
staircase-fall-in-question = In question
staircase-fall-withdrawn = Withdrawn
staircase-fall-window = Too long ago
staircase-kept = Promises kept
staircase-number = No. { $no }
staircase-no = No.
staircase-date = Date
staircase-what = What happened
staircase-words = Words
staircase-empty = Nothing is recorded yet. The first two-way contact is the first step.
staircase-between = {". "}
staircase-to = To { $stage }
staircase-first-contact = First two-way contact
staircase-agreement-sought = { $kind } asked for
staircase-agreement-given = { $kind } given
staircase-agreement-declined = { $kind } declined
staircase-agreement-withdrawn = { $kind } withdrawn
staircase-agreement-renewed = { $kind } renewed
staircase-agreement-lapsed = { $kind } lapsed
staircase-told-solicited = Told, because they asked
staircase-told-permitted = Told, after asking
staircase-told-unasked = Told without asking
staircase-told-imposed = Told after a no
staircase-landed-received = It was taken in
staircase-landed-thinking = They took it away to think about
staircase-landed-pushed-back = They pushed back
staircase-landed-burdened = It weighed on them
staircase-landed-closed = The conversation shut
staircase-landed-unknown = How it landed is not recorded
staircase-heart-closed = The moment it closed
staircase-strain-named = Strain named aloud
staircase-strain-explored = Strain talked over
staircase-strain-repaired = Strain repaired
staircase-strain-unrepaired = Ended without repair
staircase-need-owned = The need put in their own words
staircase-step-done = Their step done
staircase-in-question = Consultation in question
staircase-window-left = Too long since it was told
staircase-status = Now: { $status }
staircase-promise = { $text }
staircase-clock = The clock
staircase-no-words = No words kept

map-title = { $name }: wants and needs on { $day }
map-desc = { $wants ->
    [one] One want
   *[other] { $wants } wants
 } and { $needs ->
    [one] one need
   *[other] { $needs } needs
 }. The table below holds the same.
map-wants = Wants
map-needs = Needs
map-none-wants = No want recorded yet
map-none-needs = No need recorded yet
map-guess = Guess
map-state-since = { $state }, { $day }
map-age = { $days } d
map-unlinked = ?
map-told-permitted = Told with permission, { $day }
map-told-unasked = Told without permission, { $day }
map-told-open = Told, permission not named yet, { $day }
map-message-held = Held
map-message-planned = For next time
map-message-at = { $what }: { $need }
map-message-free = { $what }: no need named yet
map-caption = A heavy frame is a need they have put in their own words. A dashed frame is a guess; struck through, they said it is not so. The bar is its age, to 180 days. An envelope is something to tell: filled, told with permission; open, held; with “!”, told without.
map-table = The same as a table
map-want = Want
map-state = State
map-for-need = For the need
map-no-want = No want
map-no-need = Not linked to a need yet
map-guess-text = Guess: { $text }
map-empty = No want and no need is recorded yet. A want is what they say they want; write it down in their words after a session.

rings-title = Closeness rings on { $day }
rings-desc = { $n ->
    [one] One person.
   *[other] { $n } people.
 }{ $ranks } The table below holds the same.
rings-desc-rank = {" "}{ $rank }: { $n }.
rings-rank = { $rank } { $name }
rings-named = { $no } { $name }
rings-drifts = { $name } ({ $days } d left)
rings-strip-rank = { $rank } { $name }, { $n }
rings-strip-fresh = Just in touch
rings-strip-silent = Soon one rank farther →
rings-key-fresh = in touch within 90 days
rings-key-silent = silent for 90 days or more
rings-key-client = client (heavy outline)
rings-key-drift = soon one ring farther

pillars-title = People by pillar on { $day }
pillars-desc = { $each }{ $effective }. The tables below hold the same.
pillars-desc-each = { $name }: { $n }, { $percent }%.{" "}
pillars-effective = { $n } effective pillars
pillars-amount = { $n ->
    [one] 1 person
   *[other] { $n } people
 } { $percent }%
pillars-letter = { $letter } { $percent }%
pillars-percent = { $percent }%
pillars-trend = Share of the largest pillar at month ends
pillars-caption = Counted are the people you still speak with (rank 4 or nearer), each by their main pillar. Effective pillars say how many equal pillars this spread would amount to.
pillars-people = People you still speak with
pillars-vanished = If this pillar vanished
pillars-if = If a pillar vanished
pillars-lost = { $lost } of { $n } would go.{" "}
pillars-nobody-remains = Nobody you see often would remain.
pillars-remain = Of those you see often there would remain{" "}
pillars-remain-end = .
pillars-months = Month ends as a table
pillars-month-end = Month end
pillars-largest = Largest pillar
pillars-share = Share
pillars-nobody-near = Nobody was near

lanes-title = From the first meeting to the second, on { $day }
lanes-desc = { $n ->
    [one] One person
   *[other] { $n } people
 } first met within a year; with { $met } there was a second meeting. The table below holds the same.
lanes-key-met = met (first, second)
lanes-key-overdue = the time ran out without a second
lanes-key-open = still in time
lanes-first = First met
lanes-second = Second
lanes-met-again = { $day } (after { $days ->
    [one] 1 day
   *[other] { $days } days
 })
lanes-not-yet = Not yet ({ $days ->
    [one] 1 day
   *[other] { $days } days
 } so far)
lanes-more = And { $n } more. Picture and table show the latest 24.

landing-title = What was told to { $name } and how it landed, on { $day }
landing-title-veiled = How what was told has landed
landing-desc = { $n ->
    [one] One thing told
   *[other] { $n } things told
 }; by permission downward, by how it landed across. The table below holds the same.
landing-caption = Each square is one thing told. Press it to go to the words in the table below.
staircase-numbers = Where there is no room for a number, the table below has it.
