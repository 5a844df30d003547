# The practice as a whole (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R31 = Leaning on one client
insight-R31 = { $client } is { $share }% of your practice. If they left tomorrow, what would remain?
rule-means-R31 = One client makes up a large part of the work.
insight-way-R31 = Look at their page
threshold-share-days = Sessions counted where fees cannot be compared
threshold-top-n = Active clients from which the lower share speaks
threshold-top-n5 = One client’s share, among that many
threshold-top-small = One client’s share, among fewer

insight-title-R32 = Leaning on one pillar
insight-R32 = { $share }% of the people you still speak with come from one circle: { $pillar }. If it vanished, { $lost } of { $n } would go.
rule-means-R32 = Most people you still speak with come from one circle.
insight-way-R32 = Look through your people
threshold-pillar-share = One circle’s share of the people still spoken with
threshold-pillar-n = People below whom circles say nothing

insight-title-R33 = Pillars that overlap
insight-R33 = { $share }% of your people stand in two pillars. What touches one touches the other.
rule-means-R33 = Many people stand in two circles at once.
insight-way-R33 = Look through your people
threshold-overlap = Share of people in two circles

insight-title-R34 = Wide and shallow
insight-R34 =
    You know { $n } people and speak often with { $deep ->
        [0] none of them
        [one] one of them
       *[other] { $deep } of them
    }. Who would you rather know deeply?
rule-means-R34 = Many acquaintances, few of them spoken with often.
insight-way-R34 = Look through your people
threshold-shallow-n = People below whom depth says nothing
threshold-shallow = Share of close people below which a network is shallow

insight-title-R35 = Who would you lean on?
insight-R35 =
    If one circle were gone ({ $pillar }), { $n ->
        [0] nobody outside it is
        [one] one person outside it is
       *[other] { $n } people outside it are
    } close enough to call.
rule-means-R35 = Few close people outside the largest circle.
insight-way-R35 = Look through your people
threshold-lean-on = Close people outside the largest circle
