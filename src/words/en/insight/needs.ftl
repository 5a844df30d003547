# Needs and wants (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R01 = Only saying yes?
insight-R01 =
    In the last { $sessions ->
        [4] four
       *[other] { $sessions }
    } sessions you answered { $wants } of { $client }’s wants and said nothing aimed at an underlying need. Not said yet: { $held }. Would you like to ask permission next time?
rule-means-R01 = Wants were answered session after session, while something meant for an underlying need stayed unsaid.
insight-way-R01 = Plan it, and ask first
threshold-yes-sessions = Sessions looked back on
threshold-yes-wants = Wants answered in them

insight-title-R08 = A need not yet voiced
insight-R08 =
    You have carried a guess for { $days ->
        [one] a day
       *[other] { $days } days
    } without testing it with { $client }: { $need }. Ask it as a question, or let it go.
rule-means-R08 = A guess about a need has been carried for long without being put to them.
insight-way-R08 = Ask it, or let it go
threshold-need-sessions = Sessions after which a guess should be tested
threshold-need-days = Days after which a guess should be tested

insight-title-R09 = Their need, our silence
insight-R09 =
    { $told ->
        [yes] On { $date } { $client } said { $quote }.
       *[no] On { $date } { $client } made a need their own: { $need }.
    } Since then no step is linked to it. What is the smallest one?
rule-means-R09 = They made a need their own in words, and no step or word of yours is linked to it since.
insight-way-R09 = Agree on a small step, and log it
threshold-idle-days = How long an owned need may stand without a step

insight-title-R10 = A want left unanswered
insight-R10 =
    { $client } asked for something { $days ->
        [one] a day
       *[other] { $days } days
    } ago and has no answer yet: { $want }. Answer it, agree to postpone it, or say no and why.
rule-means-R10 = They asked for something that has neither been answered nor postponed by agreement.
insight-way-R10 = Answer, postpone or decline it
threshold-want-sessions = Sessions after which a want needs an answer, or a why
threshold-want-days = Days after which a want needs an answer

insight-title-R14 = Allowed, yet unsaid
insight-R14 =
    { $client } has agreed to consult you, and something has waited { $days ->
        [one] a day
       *[other] { $days } days
    } to be said: { $message }. What are you protecting: them, or yourself?
rule-means-R14 = They agreed to consult you, and something for a need of theirs still waits to be said.
insight-way-R14 = Plan it, or let it go
threshold-msg-days = How long something allowed may wait to be told

insight-title-R30 = A want without a why
insight-R30 = No need is linked yet to something { $client } wants: { $want }. What would having it give them?
rule-means-R30 = A want is recorded without the need behind it.
insight-way-R30 = Ask what it is for, and log it

insight-title-R36 = Many wants at once
insight-R36 = { $client } has { $n } open wants. Which one comes first for them?
rule-means-R36 = Many wants stand open at the same time. A few, done well, serve better.
insight-way-R36 = Ask which comes first, and log it
threshold-many-wants = Open wants from which it is said
