# もしかして、同じ方
twin-question = この方ではありませんか
twin-same = { $name }と同じ方です
twin-other = 別の方です
twin-because = （{ $signs }）
twin-sign-name = 同じお名前
twin-sign-earlier = 以前のお名前が同じ
twin-sign-reading = 同じふりがな
twin-sign-mail = 同じメール
twin-sign-phone = 同じ電話番号
twin-sign-part = お名前の一部が同じ
twin-about = 「別の方です」を選ぶと、この組み合わせはもうお尋ねしません。
twin-fault = 似た方がすでにいます。同じ方か、別の方かを選んでください。書いたものは、どちらでもそのまま残ります。
twin-near = { $name }がすでにいます{ $why }。同じ方なら、保存のときに選べます。
twin-part = お名前の似た方がいます：{ $name }{ $why }。同じ方なら、お客さまの欄で選んでください。
twin-typed = この方の記録です。空いていたところには、いま書かれたものを入れました。違うところには、いま書かれたものを並べてあります。保存すると残ります。
twin-go = この答えで進む
twin-differs = 基本情報には別の内容があります。そのままにするなら、この欄を空にしてください。変えるなら、先に基本情報を直してください。書いたものは、すべてこのページに残っています。
