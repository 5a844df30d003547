# The practice as a whole (method §4): the title of each rule, its sentence, what it looks for, the act that answers it, its numbers.
# A sentence states facts first, then asks one question. Quotation marks come with the words of the client.

insight-title-R31 = 一人のお客さまへの依存
insight-R31 = { $client }が仕事の{ $share }%を占めています。明日離れたら、何が残りますか。
rule-means-R31 = 一人のお客さまが、仕事の大きな部分を占めている。
insight-way-R31 = その方のページを見る
threshold-share-days = 料金を比べられないときに数える面談の期間
threshold-top-n = 低いほうの割合で見る、お客さまの人数
threshold-top-n5 = それ以上の人数での、一人の割合
threshold-top-small = それより少ない人数での、一人の割合

insight-title-R32 = 一つの柱への依存
insight-R32 = いま話している人の{ $share }%が、{ $pillar }の縁です。ここが無くなると、{ $n }人のうち{ $lost }人とのつながりが切れます。
rule-means-R32 = いま話している人の多くが、一つの柱の縁である。
insight-way-R32 = つながりのある人を見る
threshold-pillar-share = いま話している人に占める、一つの柱の割合
threshold-pillar-n = 柱について何か言えるようになる人数

insight-title-R33 = 柱が重なっている
insight-R33 = { $share }%の人が二つ以上の柱に重なっています。片方が薄れると、もう片方にも響くことがあります。
rule-means-R33 = 多くの人が、二つの柱に同時に立っている。
insight-way-R33 = つながりのある人を見る
threshold-overlap = 二つの柱に立つ人の割合

insight-title-R34 = 広く浅く
insight-R34 =
    つながりは{ $n }人、{ $deep ->
        [0] よく話す人はまだいません
       *[other] よく話すのは{ $deep }人
    }。深く付き合いたいのは誰ですか。
rule-means-R34 = 知り合いは多いが、よく話す人は少ない。
insight-way-R34 = つながりのある人を見る
threshold-shallow-n = 深さについて何か言えるようになる人数
threshold-shallow = 近い人の割合が、これより低いと浅いとする

insight-title-R35 = 困ったとき頼れる人
insight-R35 =
    { $pillar }が無くなったとき、声をかけられる近い人は、ほかの柱に{ $n ->
        [0] まだいません
       *[other] { $n }人です
    }。
rule-means-R35 = いちばん大きな柱のほかに、近い人が少ない。
insight-way-R35 = つながりのある人を見る
threshold-lean-on = いちばん大きな柱のほかの、近い人の数
