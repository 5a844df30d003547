# Repair (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R05 = A quiet closing
insight-R05 =
    { $sessions ->
        [one] In the latest session
        [2] In the last two sessions
       *[other] In the last { $sessions } sessions
    } you noted { $n ->
        [one] one sign
       *[other] { $n } signs
    } of stepping back ({ $signs }). { $told ->
        [yes] The last words were { $quote }.{" "}
       *[no] {""}
    }Consider naming it gently: you may have gone too fast.
rule-means-R05 = Signs of stepping back in the latest sessions, after which nothing was opened.
insight-way-R05 = Name it next time, and log it
threshold-marker-sessions = Latest sessions whose signs count
threshold-withdrawal-min = Signs of stepping back that together say something

insight-title-R06 = An objection left standing
insight-R06 =
    { $client } objected on { $date }{ $told ->
        [yes] : { $quote }.
       *[no] {" "}({ $sign }).
    } Nothing is recorded after it. An objection said aloud is a door still open.
rule-means-R06 = A complaint or objection in the latest sessions, after which nothing was opened.
insight-way-R06 = Open it next time, and log it

insight-title-R07 = Repair is waiting
insight-R07 =
    The strain with { $client } noticed on { $date } has not moved for { $days ->
        [one] a day
       *[other] { $days } days
    }. { $state ->
        [explored] You have talked it over. Next step: own your part, and agree what changes.
        [named] You have named it. Next step: ask what it was like for them.
       *[noticed] You have noticed it. Next step: name it.
    }
rule-means-R07 = A strain is open, and its repair has taken no step for a while.
insight-way-R07 = Record the next step of repair
threshold-rupture-days = How long a strain may stand without a step

insight-title-R13 = Repair first
insight-R13 = There is an open strain with { $client }. Begin with what happened on { $date }, and keep this for later: { $message }.
rule-means-R13 = Something is planned to be told while a strain is open.
insight-way-R13 = Record the next step of repair

insight-title-R27 = The pattern before a cancellation
insight-R27 =
    With { $client }, { $event1 ->
        [imposed] something told after a no
        [unasked] something told without asking
       *[heart_closed] a moment that closed
    } ({ $date1 }) was followed by { $event2 ->
        [no_show] a session they did not come to
        [rescheduled_by_client] a session they moved
        [vague_next] vagueness about the next time
        [complains_terms] a complaint about terms
       *[cancelled_by_client] a session they cancelled
    } ({ $date2 }). This is the order of events the method warns about. Would you reach out before the next date?
rule-means-R27 = Something was told unasked, or a heart closed; afterwards a session was cancelled, moved or left vague. It lists the order of events and foretells nothing.
insight-way-R27 = Get in touch, and record it
threshold-cancel-days = How far back the events before a cancellation are looked for
