# 縁の柱
pillar-title = 柱
pillar-about = 柱は、縁のまとまりです。仕事、学校、ネット、趣味など。いくつでもよく、上下はありません。
pillar-names = 名前と順番
pillar-none = 柱はまだありません。仕事、学校、ネット、趣味の四つから始めてもよいでしょう。
pillar-name = 名前
pillar-place = 順番
pillar-fault-place = 並び順は、1 のような数字で書いてください。
pillar-new = 新しい柱
pillar-count = おもな柱としている方{ $main }人、ほかに入っている方{ $also }人。
pillar-overlap = 重なり
pillar-overlap-about = 二つの柱に入っている方がいると、片方の縁が薄れたとき、もう片方にも響くことがあります。悪いことではなく、知っておくためのものです。
pillar-apart = 二つの柱に入っている方はいません。
pillar-both = { $one }と{ $other }：{ $n }人
