# Permission (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R02 = 了解の前に伝えた
insight-R02 =
    { $date }、{ $client }に{ $permission ->
        [imposed] 断られたあとに
       *[unasked] 了解を尋ねずに
    }伝えたことがあります：{ $message }。次回は説明より先に、どう受け取られたかを聞くところから始めませんか。
rule-means-R02 = 直近の面談で、了解を尋ねずに、または断られたあとに伝えたことがある。
insight-way-R02 = 次回尋ねて、記録する

insight-title-R11 = 了解の期限
insight-R11 =
    { $kind ->
        [both] { $client }の会話了解と相談了解は、どちらもあらためて尋ねるときです。会話了解
        [conversation] { $client }の会話了解
       *[consultation] { $client }の相談了解
    }は{ $date }の言葉にもとづき、{ $lapse }に{ $state ->
        [lapsed] 期限が切れています
       *[given] 期限を迎えます
    }。思い込みにせず、あらためて尋ねてみますか。
rule-means-R11 = 了解のもとになった言葉が古くなったか、まもなく古くなる。
insight-way-R11 = あらためて尋ね、言葉を記録する

insight-title-R12 = まず了解を
insight-R12 =
    次回{ $client }に伝える予定のことがありますが、頼れる相談了解がありません({ $state ->
        [sought] 尋ねて、答えはまだ
        [declined] 断られている
        [lapsed] 期限切れ
        [withdrawn] 取り下げられた
        [suspended] 要確認
       *[none] まだ得ていない
    })：{ $message }。一つお伝えしてもよいか、と尋ねるところから始めませんか。
rule-means-R12 = 次回伝えると決めたことがあるのに、頼れる相談了解がない。
insight-way-R12 = まず尋ね、言葉を記録する
