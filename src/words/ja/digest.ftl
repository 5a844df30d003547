# ひと月のまとめ。
digest-title = この月のふりかえり
digest-as-of = { $month }({ $day }現在)
digest-figures = 数字
digest-figure = 項目
digest-figures-about = その日までの記録から読んだ数字です。良し悪しではなく、目を向けるところを示します。
digest-active = 進行中のお客さま(定員{ $capacity }人)
digest-near = よく話す人(距離1〜3)の割合
digest-effective = 実質の柱の数
digest-top = いちばん大きい一人の割合
digest-percent = { $n }%
digest-no-figure = まだありません
digest-nothing = 事務所全体について、この月に目を向けることはありません。
digest-nobody = ふりかえる記録は、まだありません。面談を一つ記録すると、ここに数字が出はじめます。
