# The forty insights (method §4): facts first, then one question. 「 」 belong to the client's words alone and are added with them.
insight-title-R01 = はい、だけになっていないか
insight-title-R02 = 了解の前に伝えた
insight-title-R03 = どう届いたか、まだ分からない
insight-title-R04 = 思いと届き方のすれ違い
insight-title-R05 = 静かに閉じたかもしれない
insight-title-R06 = 異議がそのままになっている
insight-title-R07 = 修復が止まっている
insight-title-R08 = まだ言葉にしていないニーズ
insight-title-R09 = 認めたニーズに動きがない
insight-title-R10 = 望みに応えていない
insight-title-R11 = 了解の期限
insight-title-R12 = まず了解を
insight-title-R13 = 伝える前に修復を
insight-title-R14 = 了解はあるのに、伝えていない
insight-title-R15 = それは誰のニーズか
insight-title-R16 = 話したかったのは、そこではない
insight-title-R17 = 社交辞令のまま
insight-title-R18 = 二回目がまだ
insight-title-R19 = 三か月になる前に
insight-title-R20 = もう忘れられているかも
insight-title-R21 = こちらからばかり
insight-title-R22 = 来てくれた人を待たせている
insight-title-R23 = なぜ贈ってくれたのか
insight-title-R24 = こちらの約束が遅れている
insight-title-R25 = また持ち越し
insight-title-R26 = なめらかすぎる
insight-title-R27 = 解約の前に見られた流れ
insight-title-R28 = 時間がたってからの記録
insight-title-R29 = 本人の言葉がない
insight-title-R30 = 望みの奥を聞いていない
insight-title-R31 = 一人のお客さまへの依存
insight-title-R32 = 一つの柱への依存
insight-title-R33 = 柱が重なっている
insight-title-R34 = 広く浅く
insight-title-R35 = 困ったとき頼れる人
insight-title-G01 = 尋ねてから伝え、届いた
insight-title-G02 = 修復できた
insight-title-G03 = 本人の言葉になった
insight-title-G04 = 向こうから来てくれた
insight-title-G05 = 約束を守れている

insight-R01 = 直近{ $sessions }回で、{ $client }の望み{ $wants }件に応えました。奥にあるニーズに届く言葉は、まだ伝えていません。胸にあるもの:{ $held }。次回、お伝えしてもよいかと尋ねてみますか。
insight-R02 =
    { $date }、{ $client }に{ $permission ->
        [imposed] 断られたあとに
       *[unasked] 了解を尋ねずに
    }伝えたことがあります:{ $message }。次回は説明より先に、どう受け取られたかを聞くところから始めませんか。
insight-R03 = { $date }に伝えたことが、どう届いたかの記録がありません:{ $message }。どう受け取られたか、{ $client }に一言尋ねてみませんか。
insight-R04 =
    { $about ->
        [gift] { $client }への贈りものが、負担になったようです:{ $what }。{ $told ->
            [yes] こめた思い:{ $why }。
           *[no] {""}
        }
        [landing] 伝えたことの届き方:{ $landing ->
            [closed] 心を閉じた
           *[burdened] 負担になった
        }{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }。
       *[telling] こめた思い:{ $why }。届き方:{ $landing ->
            [closed] 心を閉じた
           *[burdened] 負担になった
        }{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }。
    }思いを説明する前に、相手の側に何が起きていたかを聞いてみませんか。
insight-R05 =
    直近{ $sessions }回に、引いていくサインが{ $n }件記録されています({ $signs })。{ $told ->
        [yes] 最後の言葉は{ $quote }。
       *[no] {""}
    }こちらが急ぎすぎたかもしれないと、先に触れてみますか。
insight-R06 =
    { $date }、{ $client }から{ $told ->
        [yes] {""}{ $quote }という声がありました。
       *[no] 異議がありました({ $sign })。
    }その後の記録がありません。口に出してもらえた異議は、まだ開いている扉です。
insight-R07 =
    { $date }に気づいた{ $client }との亀裂が、{ $days }日動いていません。{ $state ->
        [explored] 話し合うところまで来ています。次の一歩は、こちらの分を引き受け、何を変えるかを決めること。
        [named] 言葉にしたところです。次の一歩は、相手にとってどうだったかを尋ねること。
       *[noticed] 気づいたままです。次の一歩は、言葉にすること。
    }
insight-R08 = { $days }日前から確かめていない仮説があります:{ $need }。問いとして{ $client }に尋ねるか、手放すか。どちらにしますか。
insight-R09 =
    { $told ->
        [yes] { $date }に{ $client }は{ $quote }と話しました。
       *[no] { $date }に{ $client }が認めたニーズがあります:{ $need }。
    }その後、つながる一歩が記録されていません。いちばん小さな一歩は何でしょう。
insight-R10 = { $client }の望みに、{ $days }日応えていません:{ $want }。応える、先に送る合意をする、できない理由を伝える。どれにしますか。
insight-R11 =
    { $kind ->
        [both] { $client }の会話了解と相談了解は、どちらもあらためて尋ねるときです。会話了解
        [conversation] { $client }の会話了解
       *[consultation] { $client }の相談了解
    }は{ $date }の言葉にもとづき、{ $lapse }に{ $state ->
        [lapsed] 期限が切れています
       *[given] 期限を迎えます
    }。思い込みにせず、あらためて尋ねてみますか。
insight-R12 =
    次回{ $client }に伝える予定のことがありますが、頼れる相談了解がありません({ $state ->
        [sought] 尋ねて、答えはまだ
        [declined] 断られている
        [lapsed] 期限切れ
        [withdrawn] 取り下げられた
        [suspended] 要確認
       *[none] まだ得ていない
    }):{ $message }。一つお伝えしてもよいか、と尋ねるところから始めませんか。
insight-R13 = { $client }との間に、まだ修復していない亀裂があります。次の話は後にして、{ $date }のことから始めませんか。後にする話:{ $message }。
insight-R14 = { $client }の相談了解はあるのに、{ $days }日、胸にあるままの言葉があります:{ $message }。守っているのは相手でしょうか、自分でしょうか。
insight-R15 =
    { $client }のどのニーズともつながっていない言葉があります:{ $message }。つなげられないなら、それはこちらの都合かもしれません。{ $interest ->
        [yes] ご自身の利害があると記録されています。
       *[no] {""}
    }
insight-R16 =
    { $told ->
        [yes] { $client }が話したかったのは{ $topic }でした。
        [ours] { $date }に{ $client }が話したかったこと{ $topic }について、
       *[no] { $date }に{ $client }が話したかったことについて、
    }{ $covered ->
        [partly] 一部しか話せていません。
       *[no] まだ話せていません。
    }次回は最初の10分をそこに使いませんか。
insight-R17 =
    { $client }とは{ $told ->
        [yes] {""}{ $quote }で別れ、日にちは決まっていません。
       *[no] 日にちを決めないまま別れました。
    }{ $days }日たちました。こちらから日を一つだけ、出してみますか。
insight-R18 =
    { $client }と会ったのは一度、{ $days }日前です。{ $level ->
        [late] 一度きりの出会いは薄れていきます。
       *[early] {""}
    }もう一度会う本当の理由はありますか。あるなら、今日一通だけ。
insight-R19 =
    あと{ $n }日で、{ $client }と最後に話してから{ $days ->
        [90] 三か月
        [180] 半年
       *[other] { $days }日
    }です。距離が{ $rank }から{ $rank1 }へ遠のきそうです。
insight-R20 = { $client }は、もうあなたを思い出せないかもしれません。連絡するなら、名乗るだけ。何も頼まない。あるいは、縁を待つ。
insight-R21 = { $client }への直近{ $n }回は、すべてこちらからです。縁がないのか、まだその時ではないのか。縁待ちにしておくこともできます。
insight-R22 = { $client }から連絡をもらって{ $days }日、返事がまだです。来てくれた人を、いちばん先に。
insight-R23 =
    { $direction ->
        [out] { $client }に贈ったもの({ $days }日前):{ $what }。どんな思いをこめましたか。忘れないうちに、一行だけ。
       *[in] { $client }からもらったもの({ $days }日前):{ $what }。{ $why ->
            [yes] お礼がまだです。贈ってくれた思いに、お礼を。
           *[no] かかった手間より先に、なぜ贈ってくれたのかを書いてみませんか。そこに、お礼を。
        }
    }
insight-R24 = { $client }との約束が、期日の{ $date }から{ $days }日過ぎています:{ $text }。届けるか、いつになるかを伝えましょう。
insight-R25 = { $n }回持ち越されている約束があります:{ $text }。怠けではなく、本当に要ることではないのかもしれません。何がひっかかるのか、{ $client }に尋ねてみますか。
insight-R26 = { $client }との{ $n }回、引っかかりが一つもありません。信頼かもしれないし、距離かもしれません。まだ聞いていないことは何でしょう。
insight-R27 =
    { $client }との間で、{ $event1 ->
        [imposed] 断られたあとに伝えたこと
        [unasked] 了解を尋ねずに伝えたこと
       *[heart_closed] 心が閉じた瞬間
    }({ $date1 })のあとに、{ $event2 ->
        [no_show] 面談に来られなかったこと
        [rescheduled_by_client] 面談の日程変更
        [vague_next] 次の約束を濁されたこと
        [complains_terms] 料金や時間への不満
       *[cancelled_by_client] 面談の取りやめ
    }({ $date2 })がありました。この方法が注意をうながしている順番です。次の予定を待たずに、声をかけてみませんか。
insight-R28 = { $date }の記録は、{ $hours }時間後に書かれました。確かな言葉だけをそのままとし、ほかは趣旨として残します。
insight-R29 = { $date }の記録に、{ $client }自身の言葉がありません。言葉がないと、階段は動きません。
insight-R30 = { $client }の望みに、奥にあるニーズがまだ結ばれていません:{ $want }。かなうと、何がもたらされるのでしょう。
insight-R31 = { $client }が仕事の{ $share }%を占めています。明日離れたら、何が残りますか。
insight-R32 = いま話している人の{ $share }%が、{ $pillar }の縁です。ここが無くなると、{ $n }人のうち{ $lost }人とのつながりが切れます。
insight-R33 = { $share }%の人が二つ以上の柱に重なっています。倒れるときは一緒かもしれません。
insight-R34 =
    つながりは{ $n }人、{ $deep ->
        [0] よく話す人はまだいません
       *[other] よく話すのは{ $deep }人
    }。深く付き合いたいのは誰ですか。
insight-R35 =
    { $pillar }が無くなったとき、声をかけられる近い人は、ほかの柱に{ $n ->
        [0] まだいません
       *[other] { $n }人です
    }。
insight-G01 =
    { $asked ->
        [yes] 伝える前に{ $client }は{ $permission_quote }。
       *[no] { $client }には、了解を得てから伝えました。
    }{ $told ->
        [yes] 伝えたあとは{ $quote }。
       *[no] {""}
    }本当の協力関係の一場面です。
insight-G02 =
    { $before ->
        [yes] { $client }の言葉は、{ $quote_before }から{ $quote }へ。
       *[no] { $client }との亀裂が、{ $date }に修復しました。{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }
    }
insight-G03 = { $client }が言葉にしました。{ $quote }
insight-G04 = { $days }日ぶりに、{ $client }から来てくれました。何が届いたのでしょう。書き留めておきませんか。
insight-G05 = { $client }との約束を、続けて{ $n }件、期日どおりに守れています。

insight-sign =
    { $sign ->
        [fell_silent] 黙った
        [short_answers] 返事が短くなった
        [changed_subject] 話がそれた
        [went_abstract] 話が一般論になった
        [quick_agreement] すぐ同意した
        [laughed_off] 笑って流した
        [vague_next] 次を濁した
        [not_that_topic] そこじゃないと言われた
        [objects_to_approach] 進め方への異議
        [doubts_progress] 成果への疑問
        [complains_terms] 料金や時間への不満
        [refuses] 断られた
       *[heart_closed] 心が閉じた
    }
# Between two signs, and between two phrases of ours.
insight-and = 、
insight-and-also = {" / "}
