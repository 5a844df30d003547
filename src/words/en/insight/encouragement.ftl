# Encouragement (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-G01 = You asked, and it landed
insight-G01 =
    { $asked ->
        [yes] Before you spoke, { $client } said { $permission_quote }.
       *[no] You asked { $client } before you spoke.
    } { $told ->
        [yes] Afterwards, { $quote }.{" "}
       *[no] {""}
    }This is what real collaboration looks like.
rule-means-G01 = You asked, you told, and it was taken in, taken away or argued with.
insight-way-G01 = Read it again
threshold-landed-sessions = Latest sessions in which a good telling is looked for

insight-title-G02 = Repaired
insight-G02 =
    { $before ->
        [yes] With { $client }, from { $quote_before } to { $quote }.
       *[no] The strain with { $client } was repaired on { $date }{ $told ->
            [yes] : { $quote }
           *[no] {""}
        }.
    }
rule-means-G02 = A strain was repaired.
insight-way-G02 = Read it again
threshold-recent = How long a good moment is spoken of

insight-title-G03 = In their own words
insight-G03 = { $client } named it: { $quote }.
rule-means-G03 = They said a need in their own words.
insight-way-G03 = Read it again

insight-title-G04 = They came back
insight-G04 =
    { $client } came to you after { $days ->
        [one] a day
       *[other] { $days } days
    }. What drew them? Write it down.
rule-means-G04 = They came to you after a long silence.
insight-way-G04 = Record what drew them
threshold-cameback-silence = Silence before they came

insight-title-G05 = Promises kept
insight-G05 =
    Your last { $n ->
        [one] promise to { $client } was
       *[other] { $n } promises to { $client } were
    } kept on time.
rule-means-G05 = Your last promises were all kept by their day.
insight-way-G05 = Read the last one
threshold-promises = Promises kept in a row
