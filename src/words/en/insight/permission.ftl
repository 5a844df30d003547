# Permission (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R02 = Told before asking
insight-R02 =
    On { $date } you told { $client } something { $permission ->
        [imposed] after they declined
       *[unasked] without asking
    }: { $message }. Start next time by asking how it was for them, before explaining.
rule-means-R02 = In the latest session something was told without asking, or after a no.
insight-way-R02 = Ask next time, and log it

insight-title-R11 = An agreement is lapsing
insight-R11 =
    { $kind ->
        [both] Both of { $client }’s agreements need asking for again. The conversation agreement
        [conversation] { $client }’s conversation agreement
       *[consultation] { $client }’s consultation agreement
    } rests on words from { $date } and { $state ->
        [lapsed] lapsed
       *[given] lapses
    } on { $lapse }. Would you ask again rather than assume?
rule-means-R11 = An agreement rests on words that have grown old, or soon will have.
insight-way-R11 = Ask again, and record their words

insight-title-R12 = Ask first
insight-R12 =
    You plan to tell { $client } something, but there is no consultation agreement to rely on ({ $state ->
        [sought] asked for, not yet answered
        [declined] declined
        [lapsed] lapsed
        [withdrawn] withdrawn
        [suspended] given, but in question
       *[none] not yet given
    }): { $message }. You could begin by asking whether you may share something.
rule-means-R12 = Something is planned to be told, and there is no consultation agreement to rely on.
insight-way-R12 = Ask first, and record their words
