# The documents of a month in one ZIP.
batch-title = お客さま用まとめ、ひと月分
batch-means = その月に面談のあった方の文書を、お一人ずつ作り、一つのZIPにまとめます。
batch-what = どの分を
batch-month = 月
batch-format = 形式
batch-lang-own = それぞれの方の言語
batch-show = どなたが入るかを見る
batch-who = { $n ->
        [0] どなたもいません
       *[other] { $n }名
    }
batch-nobody = その月に面談のあった方はいません。
batch-start = ZIPにまとめる
batch-running = { $of }件のうち{ $done }件ができました。このページはひとりでに進みます。
batch-packed = { $n ->
        [0] 作れた文書はありません。
       *[other] { $n }件をまとめました。ZIPを受け取ると、渡したものとして記録されます。
    }
batch-left-off = 入っていない方：{ $name }。{ $why }
batch-called-off = 取りやめました。何も渡さず、何も記録していません。
batch-failed = 途中で止まりました。何も渡さず、何も記録していません。もう一度お試しください。続くようなら、一枚ずつ作ってください。
batch-written = { $file } に{ $n }件をまとめ、それぞれ渡したものとして記録しました。
batch-fault-month = 月として読めません。2025-06 のように書いてください。
batch-fault-supervisor = スーパーバイザーへの文書は、相談したいことを書き、一行ずつ確かめて作ります。お一人ずつ作ってください。
batch-fault-exists = { $file } はもうあります。そのままにしました。別の名前を選んでください。
batch-look = { $from }枚目から{ $to }枚目まで、このままの形でお渡しします。一枚ずつ読み、渡さないものはチェックを外してください。
batch-looked = このページの文書に目を通しました
batch-leaves = この文書を渡す
batch-next = 次の文書へ
batch-changed = 文書を見たあとで、記録が変わりました。もう一度ご確認ください。
batch-fault-looked = 文書に目を通してから、チェックを入れてください。
