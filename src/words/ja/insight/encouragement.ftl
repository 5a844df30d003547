# Encouragement (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-G01 = 尋ねてから伝え、届いた
insight-G01 =
    { $asked ->
        [yes] 伝える前に{ $client }は{ $permission_quote }。
       *[no] { $client }には、了解を得てから伝えました。
    }{ $told ->
        [yes] 伝えたあとは{ $quote }。
       *[no] {""}
    }本当の協力関係の一場面です。
rule-means-G01 = 尋ねてから伝え、受け取ってもらえた、持ち帰ってもらえた、または反論してもらえた。
insight-way-G01 = もう一度読む
threshold-landed-sessions = よい伝え方を見る直近の面談

insight-title-G02 = 修復できた
insight-G02 =
    { $before ->
        [yes] { $client }の言葉は、{ $quote_before }から{ $quote }へ。
       *[no] { $client }との亀裂が、{ $date }に修復しました。{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }
    }
rule-means-G02 = 亀裂が修復された。
insight-way-G02 = もう一度読む
threshold-recent = よかったことを伝える期間

insight-title-G03 = 本人の言葉になった
insight-G03 = { $client }が言葉にしました。{ $quote }
rule-means-G03 = 本人がニーズを自分の言葉にした。
insight-way-G03 = もう一度読む

insight-title-G04 = 向こうから来てくれた
insight-G04 = { $days }日ぶりに、{ $client }から来てくれました。何が届いたのでしょう。書き留めておきませんか。
rule-means-G04 = 長く話していなかった人が、向こうから来てくれた。
insight-way-G04 = 何が届いたかを書き留める
threshold-cameback-silence = 来てくれる前の、話さなかった期間

insight-title-G05 = 約束を守れている
insight-G05 = { $client }との約束を、続けて{ $n }件、期日どおりに守れています。
rule-means-G05 = 最近の約束を、すべて期日どおりに守れている。
insight-way-G05 = 最後の約束を見る
threshold-promises = 続けて守れた約束の数
