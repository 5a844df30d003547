# 面談の前に読むメモ
brief-title = { $name }に会う前に
brief-no-date = 日程は未定
brief-first = まず
brief-last-words = 最後の言葉
brief-open-wants = まだ応えていない望み
brief-answered-wants = 応えたが、済んだとは聞いていない望み
brief-may-tell = 了解があれば、いま伝えてよいこと
brief-must-wait = いまは待つこと
brief-ask-first = 先に尋ねましょう。
brief-agreed = { $day }に相談了解の言葉:
brief-lapses = 期限は{ $day }。
brief-guesses = 伝えずに、問いとして尋ねること
brief-sponsor = 支払う方({ $name })に知らせてよいこと
brief-sponsor-nothing = ありません。本人の同意の言葉がまだありません。
brief-no-promises = 残っている約束はありません
brief-likes = 好きなもの
brief-no-likes = まだ記録がありません
