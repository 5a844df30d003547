# Upkeep (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R17 = 社交辞令のまま
insight-R17 =
    { $client }とは{ $told ->
        [yes] {""}{ $quote }で別れ、日にちは決まっていません。
       *[no] 日にちを決めないまま別れました。
    }{ $days }日たちました。こちらから日を一つだけ、出してみますか。
rule-means-R17 = また、と言って別れ、日にちが決まっていない。
insight-way-R17 = 日を一つ出して、記録する
threshold-courtesy-days = 日にちのない別れのあとの日数

insight-title-R18 = 二回目がまだ
insight-R18 =
    { $client }と会ったのは一度、{ $days }日前です。{ $level ->
        [late] 一度きりの出会いは薄れていきます。
       *[early] {""}
    }もう一度会う本当の理由はありますか。あるなら、今日一通だけ。
rule-means-R18 = 会ったのは一度だけで、次の予定がない。
insight-way-R18 = 一通だけ送って、記録する
threshold-second-early = はじめて会ったあと：早め
threshold-second-late = はじめて会ったあと：遅め

insight-title-R19 = 三か月になる前に
insight-R19 =
    あと{ $n }日で、{ $client }と最後に話してから{ $days ->
        [90] 三か月
        [180] 半年
       *[other] { $days }日
    }です。距離が{ $rank }から{ $rank1 }へ遠のきそうです。
rule-means-R19 = まもなく、話さないまま三か月になる。
insight-way-R19 = 連絡して、記録する

insight-title-R20 = もう忘れられているかも
insight-R20 = { $client }は、もうあなたを思い出せないかもしれません。連絡するなら、名乗るだけ。何も頼まない。あるいは、縁を待つ。
rule-means-R20 = 話さない期間が長く、もう思い出してもらえないかもしれない。
insight-way-R20 = 連絡して、記録する

insight-title-R21 = こちらからばかり
insight-R21 = { $client }への直近{ $n }回は、すべてこちらからです。縁がないのか、まだその時ではないのか。縁待ちにしておくこともできます。
rule-means-R21 = 最近の働きかけが、すべてこちらから。
insight-way-R21 = 縁待ちにする
threshold-only-us = こちらからが続いた回数
threshold-only-us-days = 向こうからの働きかけを数える期間

insight-title-R22 = 来てくれた人を待たせている
insight-R22 = { $client }から連絡をもらって{ $days }日、返事がまだです。来てくれた人を、いちばん先に。
rule-means-R22 = 来てくれた連絡に、まだ返事をしていない。
insight-way-R22 = 返事をして、記録する
threshold-inbound-days = 来てくれた人を待たせてよい期間

insight-title-R24 = こちらの約束が遅れている
insight-R24 = { $client }との約束が、期日の{ $date }から{ $days }日過ぎています：{ $text }。届けるか、いつになるかを伝えましょう。
rule-means-R24 = こちらの約束の期日が過ぎている。
insight-way-R24 = 果たすか、新しい日を決める

insight-title-R28 = 時間がたってからの記録
insight-R28 = { $date }の記録は、{ $hours }時間後に書かれました。確かな言葉だけをそのままとし、ほかは趣旨として残します。
rule-means-R28 = 面談から時間がたってから書かれた記録。
insight-way-R28 = 記録を見直す
threshold-late-hours = 記録が遅いとする時間

insight-title-R29 = 本人の言葉がない
insight-R29 = { $date }の記録に、{ $client }自身の言葉がありません。言葉がないと、階段は動きません。
rule-means-R29 = 直近の面談に、本人の言葉が一つも残っていない。
insight-way-R29 = 記録に書き足す
