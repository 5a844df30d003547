# Repair (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R05 = 静かに閉じたかもしれない
insight-R05 =
    直近{ $sessions }回に、引いていくサインが{ $n }件記録されています({ $signs })。{ $told ->
        [yes] 最後の言葉は{ $quote }。
       *[no] {""}
    }こちらが急ぎすぎたかもしれないと、先に触れてみますか。
rule-means-R05 = 直近の面談に引いていくサインがあり、そのあと何も話されていない。
insight-way-R05 = 次回こちらから触れて、記録する
threshold-marker-sessions = サインを数える直近の面談
threshold-withdrawal-min = 引いていくサインが、いくつで気づきになるか

insight-title-R06 = 異議がそのままになっている
insight-R06 =
    { $date }、{ $client }から{ $told ->
        [yes] {""}{ $quote }という声がありました。
       *[no] 異議がありました({ $sign })。
    }その後の記録がありません。口に出してもらえた異議は、まだ開いている扉です。
rule-means-R06 = 直近の面談に不満や異議の声があり、そのあと何も話されていない。
insight-way-R06 = 次回取り上げて、記録する

insight-title-R07 = 修復が止まっている
insight-R07 =
    { $date }に気づいた{ $client }との亀裂が、{ $days }日動いていません。{ $state ->
        [explored] 話し合うところまで来ています。次の一歩は、こちらの分を引き受け、何を変えるかを決めること。
        [named] 言葉にしたところです。次の一歩は、相手にとってどうだったかを尋ねること。
       *[noticed] 気づいたままです。次の一歩は、言葉にすること。
    }
rule-means-R07 = 亀裂がひらいたまま、修復がしばらく進んでいない。
insight-way-R07 = 修復の次の一歩を記録する
threshold-rupture-days = 亀裂が動かないままでよい期間

insight-title-R13 = 伝える前に修復を
insight-R13 = { $client }との間に、まだ修復していない亀裂があります。次の話は後にして、{ $date }のことから始めませんか。後にする話：{ $message }。
rule-means-R13 = 亀裂がひらいているのに、次回伝えると決めたことがある。
insight-way-R13 = 修復の次の一歩を記録する

insight-title-R27 = 解約の前に見られた流れ
insight-R27 =
    { $client }との間で、{ $event1 ->
        [imposed] 断られたあとに伝えたこと
        [unasked] 了解を尋ねずに伝えたこと
       *[heart_closed] 心が閉じた瞬間
    }({ $date1 })のあとに、{ $event2 ->
        [no_show] 面談の無断欠席
        [rescheduled_by_client] 面談の日程変更
        [vague_next] 次の約束を濁されたこと
        [complains_terms] 料金や時間への不満
       *[cancelled_by_client] 面談の中止
    }({ $date2 })がありました。この方法が注意をうながしている順番です。次の予定を待たずに、声をかけてみませんか。
rule-means-R27 = 尋ねずに伝えた、または心が閉じたあとに、取り消しや変更、あいまいな次回があった。起きた順に並べるだけで、先のことは何も言わない。
insight-way-R27 = 声をかけて、記録する
threshold-cancel-days = 取り消しの前の出来事をさかのぼる期間
