# Meaning (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R03 = どう届いたか、まだ分からない
insight-R03 = { $date }に伝えたことが、どう届いたかの記録がありません：{ $message }。どう受け取られたか、{ $client }に一言尋ねてみませんか。
rule-means-R03 = 伝えたことが、どう受け取られたかの記録がない。
insight-way-R03 = どう届いたかを記録する
threshold-landing-days = 届き方が分からないままでよい期間

insight-title-R04 = 思いと届き方のすれ違い
insight-R04 =
    { $about ->
        [gift] { $client }への贈りものが、負担になったようです：{ $what }。{ $told ->
            [yes] こめた思い：{ $why }。
           *[no] {""}
        }
        [landing] 伝えたことの届き方：{ $landing ->
            [closed] 心を閉じた
           *[burdened] 負担になった
        }{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }。
       *[telling] こめた思い：{ $why }。届き方：{ $landing ->
            [closed] 心を閉じた
           *[burdened] 負担になった
        }{ $told ->
            [yes] {""}{ $quote }
           *[no] {""}
        }。
    }思いを説明する前に、相手の側に何が起きていたかを聞いてみませんか。
rule-means-R04 = よかれと思ったことが負担になったか、心を閉じさせ、まだ話せていない。
insight-way-R04 = 話をして、記録する
threshold-gap-days = すれ違いを話せる期間

insight-title-R15 = それは誰のニーズか
insight-R15 =
    { $client }のどのニーズともつながっていない言葉があります：{ $message }。つなげられないなら、それはこちらの都合かもしれません。{ $interest ->
        [yes] ご自身の利害があると記録されています。
       *[no] {""}
    }
rule-means-R15 = 胸にある言葉が、本人のどのニーズともつながっていない。
insight-way-R15 = 次回伝えると決めるか、手放す

insight-title-R16 = 話したかったのは、そこではない
insight-R16 =
    { $told ->
        [yes] { $client }が話したかったのは{ $topic }でした。
        [ours] { $date }に{ $client }が話したかったこと{ $topic }について、
       *[no] { $date }に{ $client }が話したかったことについて、
    }{ $covered ->
        [partly] 一部しか話せていません。
       *[no] まだ話せていません。
    }次回は最初の10分をそこに使いませんか。
rule-means-R16 = 直近の面談で、本人が話したかったことにたどり着いていない。
insight-way-R16 = 次回はそこから始めて、記録する
threshold-topic-sessions = 話したかったことを見る直近の面談
threshold-topic-missed = そのうち、たどり着けなかった回数

insight-title-R23 = なぜ贈ってくれたのか
insight-R23 =
    { $direction ->
        [out] { $client }に贈ったもの({ $days }日前)：{ $what }。どんな思いをこめましたか。忘れないうちに、一行だけ。
       *[in] { $client }からもらったもの({ $days }日前)：{ $what }。{ $why ->
            [yes] お礼がまだです。贈ってくれた思いに、お礼を。
           *[no] かかった手間より先に、なぜ贈ってくれたのかを書いてみませんか。そこに、お礼を。
        }
    }
rule-means-R23 = 贈りものや親切に、こめた思いの記録か、お礼がない。
insight-way-R23 = 思いを書く、お礼を記録する
threshold-gift-days = 贈りものに思いやお礼がないままでよい期間

insight-title-R25 = また持ち越し
insight-R25 = { $n }回持ち越されている約束があります：{ $text }。怠けではなく、本当に要ることではないのかもしれません。何がひっかかるのか、{ $client }に尋ねてみますか。
rule-means-R25 = 本人の約束が、何度も持ち越されている。
insight-way-R25 = 持ち越す・変える・やめる
threshold-carry = 本人の約束が持ち越された回数

insight-title-R26 = なめらかすぎる
insight-R26 = { $client }との{ $n }回、引っかかりが一つもありません。信頼かもしれないし、距離かもしれません。まだ聞いていないことは何でしょう。
rule-means-R26 = 引っかかりが一つもない面談が続いている。
insight-way-R26 = 次回尋ねて、記録する
threshold-smooth = 引っかかりのない面談の数
