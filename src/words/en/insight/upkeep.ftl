# Upkeep (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R17 = Kind words, no date
insight-R17 =
    You and { $client } parted with { $told ->
        [yes] { $quote }
       *[no] kind words
    } and no date. { $days ->
        [one] A day has
       *[other] { $days } days have
    } passed. Offer one date, once.
rule-means-R17 = You parted with kind words and no date.
insight-way-R17 = Offer one date, and record it
threshold-courtesy-days = Days after kind words without a date

insight-title-R18 = The second meeting
insight-R18 =
    You met { $client } once, { $days ->
        [one] a day
       *[other] { $days } days
    } ago. { $level ->
        [late] A first meeting fades; is there a real reason to meet again? If so, one note today.
       *[early] A first meeting fades; is there a real reason to meet again?
    }
rule-means-R18 = You have met once, and no second meeting is ahead.
insight-way-R18 = Write once, and record it
threshold-second-early = After a first meeting: early
threshold-second-late = After a first meeting: late

insight-title-R19 = Before the quarter turns
insight-R19 =
    { $n ->
        [one] Tomorrow
       *[other] In { $n } days
    } it will be { $days ->
        [90] three months
        [180] six months
       *[other] { $days } days
    } since you and { $client } last spoke, and the tie will likely slip from rank { $rank } to { $rank1 }.
rule-means-R19 = Three months of silence will soon be full.
insight-way-R19 = Get in touch, and record it

insight-title-R20 = Perhaps forgotten
insight-R20 = { $client } may no longer place you. If you write, say who you are and ask for nothing. Or let it rest.
rule-means-R20 = After so long a silence they may not place you any more.
insight-way-R20 = Get in touch, and record it

insight-title-R21 = Only we go
insight-R21 =
    { $n ->
        [one] The last approach to { $client } was
       *[other] The last { $n } approaches to { $client } were
    } yours. No tie, or not yet? You can park them without guilt.
rule-means-R21 = The last approaches were all yours.
insight-way-R21 = Park them
threshold-only-us = Approaches in a row that were all ours
threshold-only-us-days = How long an approach of theirs speaks against it

insight-title-R22 = Someone came to you
insight-R22 =
    { $client } got in touch { $days ->
        [0] today
        [one] yesterday
       *[other] { $days } days ago
    } and has no reply yet. People who come to you come first.
rule-means-R22 = They got in touch, and there is no reply yet.
insight-way-R22 = Reply, and record it
threshold-inbound-days = How long somebody who came to us may wait

insight-title-R24 = Our promise is late
insight-R24 =
    You promised { $client } something by { $date }, and it is { $days ->
        [one] a day
       *[other] { $days } days
    } late: { $text }. Send it, or say when.
rule-means-R24 = A promise of yours is past its day.
insight-way-R24 = Keep it, or agree on a new day

insight-title-R28 = Written from memory
insight-R28 = The session on { $date } was written down { $hours } hours later. Mark the quotes you are sure of; the rest are saved as gist.
rule-means-R28 = The record was written long after the session.
insight-way-R28 = Look through the record
threshold-late-hours = When a record is late

insight-title-R29 = No words of theirs
insight-R29 = Nothing in { $client }’s own words was kept from { $date }. Without words, nothing moves on the staircase.
rule-means-R29 = Nothing of the latest session is kept in their own words.
insight-way-R29 = Add to the record
