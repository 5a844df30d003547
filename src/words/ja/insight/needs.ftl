# Needs and wants (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R01 = はい、だけになっていないか
insight-R01 = 直近{ $sessions }回で、{ $client }の望み{ $wants }件に応えました。奥にあるニーズに届く言葉は、まだ伝えていません。胸にあるもの：{ $held }。次回、お伝えしてもよいかと尋ねてみますか。
rule-means-R01 = 望みには応え続けているのに、奥にあるニーズへの言葉がまだ伝えられていない。
insight-way-R01 = 次回伝えると決め、まず尋ねる
threshold-yes-sessions = 振り返る面談の数
threshold-yes-wants = そのあいだに応えた望みの数

insight-title-R08 = まだ言葉にしていないニーズ
insight-R08 = { $days }日前から確かめていない仮説があります：{ $need }。問いとして{ $client }に尋ねるか、手放すか。どちらにしますか。
rule-means-R08 = ニーズの仮説を、本人に確かめないまま長く持っている。
insight-way-R08 = 問いかけるか、手放す
threshold-need-sessions = 仮説を確かめるまでの面談の数
threshold-need-days = 仮説を確かめるまでの日数

insight-title-R09 = 認めたニーズに動きがない
insight-R09 =
    { $told ->
        [yes] { $date }に{ $client }は{ $quote }と話しました。
       *[no] { $date }に{ $client }が認めたニーズがあります：{ $need }。
    }その後、つながる一歩が記録されていません。いちばん小さな一歩は何でしょう。
rule-means-R09 = 本人が自分の言葉で認めたニーズに、その後の一歩も言葉もつながっていない。
insight-way-R09 = 小さな一歩を決めて、記録する
threshold-idle-days = 認めたニーズに一歩がないままでよい期間

insight-title-R10 = 望みに応えていない
insight-R10 = { $client }の望みに、{ $days }日応えていません：{ $want }。応える、先に送る合意をする、できない理由を伝える。どれにしますか。
rule-means-R10 = 本人の望みに、応えてもいないし、先に送る合意もしていない。
insight-way-R10 = 応える・先に送る・お断りする
threshold-want-sessions = 望みに応えるか、奥を聞くまでの面談の数
threshold-want-days = 望みに応えるまでの日数

insight-title-R14 = 了解はあるのに、伝えていない
insight-R14 = { $client }の相談了解はあるのに、{ $days }日、胸にあるままの言葉があります：{ $message }。守っているのは相手でしょうか、自分でしょうか。
rule-means-R14 = 相談了解はあるのに、本人のニーズのための言葉がまだ胸にある。
insight-way-R14 = 次回伝えると決めるか、手放す
threshold-msg-days = 了解があるのに伝えないままでよい期間

insight-title-R30 = 望みの奥を聞いていない
insight-R30 = { $client }の望みに、奥にあるニーズがまだ結ばれていません：{ $want }。かなうと、何がもたらされるのでしょう。
rule-means-R30 = 望みの奥にあるニーズが、まだ結ばれていない。
insight-way-R30 = 何のためかを尋ねて、記録する

insight-title-R36 = 望みが多い
insight-R36 = { $client }の望みが{ $n }件、開いたままです。いま、どれから始めたいか聞いてみませんか。
rule-means-R36 = たくさんの望みが、同時に開いたままになっている。少なく、深く。
insight-way-R36 = どれから始めたいかを尋ね、記録する
threshold-many-wants = 知らせる望みの数
