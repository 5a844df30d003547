# Meaning (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R03 = Don’t know how it landed
insight-R03 = How it landed with { $client } on { $date } is not recorded: { $message }. One question is enough: what did they make of it?
rule-means-R03 = Something was told, and how it was taken is not recorded.
insight-way-R03 = Record how it landed
threshold-landing-days = How long an unknown landing may stand

insight-title-R04 = Meant one way, landed another
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
rule-means-R04 = Something you meant well weighed on them or closed them, and you have not talked about it.
insight-way-R04 = Talk about it, and record it
threshold-gap-days = How long a mismatch stays open to be talked about

insight-title-R15 = Whose need is this?
insight-R15 =
    You hold something that is not linked to any need of { $client }: { $message }. If you cannot link it, it may be yours.{ $interest ->
        [yes] {" "}You marked an interest of your own here.
       *[no] {""}
    }
rule-means-R15 = Something you hold is linked to no need of theirs.
insight-way-R15 = Plan it, or let it go

insight-title-R16 = Not the topic they came with
insight-R16 =
    { $told ->
        [yes] { $client } came to talk about { $topic }
        [ours] { $client } came with a topic on { $date } { $topic }
       *[no] { $client } came with a topic on { $date }
    } and { $covered ->
        [partly] got only part of the way
       *[no] did not get to it
    }. Offer it the first ten minutes next time.
rule-means-R16 = The latest sessions did not get to what they came to talk about.
insight-way-R16 = Begin with it next time, and log it
threshold-topic-sessions = Latest sessions in which the topic is looked for
threshold-topic-missed = How many of them may miss it

insight-title-R23 = Why did they give it?
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
rule-means-R23 = A gift or kindness is recorded without its why, or without thanks.
insight-way-R23 = Write down why, or thank them
threshold-gift-days = How long a gift may stand without its why or its thanks

insight-title-R25 = Carried over again
insight-R25 =
    { $client } has carried a promise over { $n ->
        [one] once
        [2] twice
       *[other] { $n } times
    }: { $text }. It may not be what they need. Ask what gets in the way.
rule-means-R25 = A promise of theirs has been carried over again and again.
insight-way-R25 = Carry it, change it or drop it
threshold-carry = How often a promise of theirs was carried over

insight-title-R26 = Very smooth
insight-R26 =
    { $n ->
        [one] One session
        [5] Five sessions
       *[other] { $n } sessions
    } with { $client } and no friction at all. That can be trust, or distance. What have you not asked?
rule-means-R26 = Sessions without any friction at all.
insight-way-R26 = Ask next time, and log it
threshold-smooth = Sessions without any friction
