# The forty insights (method §4): facts first, then one question. “ ” belong to the client's words alone and are added with them.
insight-title-R01 = Only saying yes?
insight-title-R02 = Told before asking
insight-title-R03 = Don’t know how it landed
insight-title-R04 = Meant one way, landed another
insight-title-R05 = A quiet closing
insight-title-R06 = An objection left standing
insight-title-R07 = Repair is waiting
insight-title-R08 = A need not yet voiced
insight-title-R09 = Their need, our silence
insight-title-R10 = A want left unanswered
insight-title-R11 = An agreement is lapsing
insight-title-R12 = Ask first
insight-title-R13 = Repair first
insight-title-R14 = Allowed, yet unsaid
insight-title-R15 = Whose need is this?
insight-title-R16 = Not the topic they came with
insight-title-R17 = Kind words, no date
insight-title-R18 = The second meeting
insight-title-R19 = Before the quarter turns
insight-title-R20 = Perhaps forgotten
insight-title-R21 = Only we go
insight-title-R22 = Someone came to you
insight-title-R23 = Why did they give it?
insight-title-R24 = Our promise is late
insight-title-R25 = Carried over again
insight-title-R26 = Very smooth
insight-title-R27 = The pattern before a cancellation
insight-title-R28 = Written from memory
insight-title-R29 = No words of theirs
insight-title-R30 = A want without a why
insight-title-R31 = Leaning on one client
insight-title-R32 = Leaning on one pillar
insight-title-R33 = Pillars that overlap
insight-title-R34 = Wide and shallow
insight-title-R35 = Who would you lean on?
insight-title-G01 = You asked, and it landed
insight-title-G02 = Repaired
insight-title-G03 = In their own words
insight-title-G04 = They came back
insight-title-G05 = Promises kept

insight-R01 =
    In the last { $sessions ->
        [4] four
       *[other] { $sessions }
    } sessions you answered { $wants } of { $client }’s wants and said nothing aimed at an underlying need. Still with you: { $held }. Would you like to ask permission next time?
insight-R02 =
    On { $date } you told { $client } something { $permission ->
        [imposed] after they declined
       *[unasked] without asking
    }: { $message }. Start next time by asking how it was for them, before explaining.
insight-R03 = How it landed with { $client } on { $date } is not recorded: { $message }. One question is enough: what did they make of it?
insight-R04 =
    { $about ->
        [gift] Your gift to { $client } became a burden: { $what }. { $told ->
            [yes] You meant: { $why }.{" "}
           *[no] {""}
        }
        [landing] How what you said landed: { $landing ->
            [closed] { $client } closed up
           *[burdened] it weighed on { $client }
        }{ $told ->
            [yes] : { $quote }
           *[no] {""}
        }.{" "}
       *[telling] You meant: { $why }. { $landing ->
            [closed] { $client } closed up
           *[burdened] It weighed on { $client }
        }{ $told ->
            [yes] : { $quote }
           *[no] {""}
        }.{" "}
    }Before explaining what you meant, ask what happened on their side.
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
insight-R06 =
    { $client } objected on { $date }{ $told ->
        [yes] : { $quote }.
       *[no] {" "}({ $sign }).
    } Nothing is recorded after it. An objection said aloud is a door still open.
insight-R07 =
    The strain with { $client } noticed on { $date } has not moved for { $days ->
        [one] a day
       *[other] { $days } days
    }. { $state ->
        [explored] You have talked it over. Next step: own your part, and agree what changes.
        [named] You have named it. Next step: ask what it was like for them.
       *[noticed] You have noticed it. Next step: name it.
    }
insight-R08 =
    You have carried a guess for { $days ->
        [one] a day
       *[other] { $days } days
    } without testing it with { $client }: { $need }. Ask it as a question, or let it go.
insight-R09 =
    { $told ->
        [yes] On { $date } { $client } said { $quote }.
       *[no] On { $date } { $client } made a need their own: { $need }.
    } Since then no step is linked to it. What is the smallest one?
insight-R10 =
    { $client } asked for something { $days ->
        [one] a day
       *[other] { $days } days
    } ago and has no answer yet: { $want }. Answer it, agree to postpone it, or say no and why.
insight-R11 =
    { $kind ->
        [both] Both of { $client }’s agreements want asking for again. The conversation agreement
        [conversation] { $client }’s conversation agreement
       *[consultation] { $client }’s consultation agreement
    } rests on words from { $date } and { $state ->
        [lapsed] lapsed
       *[given] lapses
    } on { $lapse }. Would you ask again rather than assume?
insight-R12 =
    You plan to tell { $client } something, but there is no consultation agreement to rely on ({ $state ->
        [sought] asked for, not yet answered
        [declined] declined
        [lapsed] lapsed
        [withdrawn] withdrawn
        [suspended] given, but in question
       *[none] not yet given
    }): { $message }. You could begin by asking whether you may share something.
insight-R13 = There is an open strain with { $client }. Begin with what happened on { $date }, and keep this for later: { $message }.
insight-R14 =
    { $client } has agreed to consult you, and something has waited { $days ->
        [one] a day
       *[other] { $days } days
    } to be said: { $message }. What are you protecting: them, or yourself?
insight-R15 =
    You hold something that is not linked to any need of { $client }: { $message }. If you cannot link it, it may be yours.{ $interest ->
        [yes] {" "}You marked an interest of your own here.
       *[no] {""}
    }
insight-R16 =
    { $told ->
        [yes] { $client } came to talk about { $topic }
        [ours] { $client } came with a topic on { $date } { $topic }
       *[no] { $client } came with a topic on { $date }
    } and { $covered ->
        [partly] got only part of the way
       *[no] did not get to it
    }. Offer it the first ten minutes next time.
insight-R17 =
    You and { $client } parted with { $told ->
        [yes] { $quote }
       *[no] kind words
    } and no date. { $days ->
        [one] A day has
       *[other] { $days } days have
    } passed. Offer one date, once.
insight-R18 =
    You met { $client } once, { $days ->
        [one] a day
       *[other] { $days } days
    } ago. { $level ->
        [late] A first meeting fades; is there a real reason to meet again? If so, one note today.
       *[early] A first meeting fades; is there a real reason to meet again?
    }
insight-R19 =
    { $n ->
        [one] Tomorrow
       *[other] In { $n } days
    } it will be { $days ->
        [90] three months
        [180] six months
       *[other] { $days } days
    } since you and { $client } last spoke, and the tie will likely slip from rank { $rank } to { $rank1 }.
insight-R20 = { $client } may no longer place you. If you write, say who you are and ask for nothing. Or let it rest.
insight-R21 =
    { $n ->
        [one] The last approach to { $client } was
       *[other] The last { $n } approaches to { $client } were
    } yours. No tie, or not yet? You can park them without guilt.
insight-R22 =
    { $client } got in touch { $days ->
        [0] today
        [one] yesterday
       *[other] { $days } days ago
    } and has no reply yet. People who come to you come first.
insight-R23 =
    { $direction ->
        [out] You gave { $client } something { $days ->
            [one] a day
           *[other] { $days } days
        } ago: { $what }. What did you hope it would do for them? One line, before you forget.
       *[in] { $client } gave you something { $days ->
            [one] a day
           *[other] { $days } days
        } ago: { $what }. { $why ->
            [yes] You know why, and have not yet thanked them for that.
           *[no] Before what it cost you: why did they send it? Then thank them for that.
        }
    }
insight-R24 =
    You promised { $client } something by { $date }, and it is { $days ->
        [one] a day
       *[other] { $days } days
    } late: { $text }. Send it, or say when.
insight-R25 =
    { $client } has carried a promise over { $n ->
        [one] once
        [2] twice
       *[other] { $n } times
    }: { $text }. It may not be what they need. Ask what gets in the way.
insight-R26 =
    { $n ->
        [one] One session
        [5] Five sessions
       *[other] { $n } sessions
    } with { $client } and no friction at all. That can be trust, or distance. What have you not asked?
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
insight-R28 = The session on { $date } was written down { $hours } hours later. Mark the quotes you are sure of; the rest are saved as gist.
insight-R29 = Nothing in { $client }’s own words was kept from { $date }. Without words, nothing moves on the staircase.
insight-R30 = No need is linked yet to something { $client } wants: { $want }. What would having it give them?
insight-R31 = { $client } is { $share }% of your practice. If they left tomorrow, what would remain?
insight-R32 = { $share }% of the people you still speak with come from one circle: { $pillar }. If it vanished, { $lost } of { $n } would go.
insight-R33 = { $share }% of your people stand in two pillars. They may fall together.
insight-R34 =
    You know { $n } people and speak often with { $deep ->
        [0] none of them
        [one] one of them
       *[other] { $deep } of them
    }. Who would you rather know deeply?
insight-R35 =
    If one circle were gone ({ $pillar }), { $n ->
        [0] nobody outside it is
        [one] one person outside it is
       *[other] { $n } people outside it are
    } close enough to call.
insight-G01 =
    { $asked ->
        [yes] Before you spoke, { $client } said { $permission_quote }.
       *[no] You asked { $client } before you spoke.
    } { $told ->
        [yes] Afterwards, { $quote }.{" "}
       *[no] {""}
    }This is what real collaboration looks like.
insight-G02 =
    { $before ->
        [yes] With { $client }, from { $quote_before } to { $quote }.
       *[no] The strain with { $client } was repaired on { $date }{ $told ->
            [yes] : { $quote }
           *[no] {""}
        }.
    }
insight-G03 = { $client } named it: { $quote }.
insight-G04 =
    { $client } came to you after { $days ->
        [one] a day
       *[other] { $days } days
    }. What drew them? Write it down.
insight-G05 =
    Your last { $n ->
        [one] promise to { $client } was
       *[other] { $n } promises to { $client } were
    } kept on time.

insight-sign =
    { $sign ->
        [fell_silent] fell silent
        [short_answers] short answers
        [changed_subject] changed the subject
        [went_abstract] went abstract
        [quick_agreement] agreed too fast
        [laughed_off] laughed it off
        [vague_next] vague about next time
        [not_that_topic] not that topic
        [objects_to_approach] about the approach
        [doubts_progress] doubts about progress
        [complains_terms] about the terms
        [refuses] refused
       *[heart_closed] heart closed
    }
# Between two signs, and between two phrases of ours.
insight-and = {", "}
insight-and-also = {"; "}
