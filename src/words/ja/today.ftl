# 今日
weekday-0 = 月曜日
weekday-1 = 火曜日
weekday-2 = 水曜日
weekday-3 = 木曜日
weekday-4 = 金曜日
weekday-5 = 土曜日
weekday-6 = 日曜日
today-log = 面談を記録する
today-begun = 書きかけ
today-draft = まだ保存していない面談
today-draft-for = { $name }との面談、まだ保存していません
today-saved = { $day } { $time }に保存
today-waiting = 来てくれた人
today-nobody-waits = 返事を待っている方は、いまいません。
today-waits-since = { $n ->
    [0] 今日から
   *[other] { $day }から{ $n }日
 }
today-and-tomorrow = 今日と明日
today-none = 今日の面談はありません。
today-tomorrow = 明日
today-when = { $when }、{ $day }
today-last-words = 最後の言葉、{ $day }
today-people = お一人ずつ
today-three-lines = 三行まで
today-in-question = 相談了解は要確認です。頼る前に、尋ねてみませんか。
today-evidence = 根拠を見る
today-overdue = { $day }まで、{ $n }日過ぎ
today-due = { $n ->
    [0] 今日まで
   *[other] { $day }まで、あと{ $n }日
 }
today-second-meeting = 会ったのは一度、{ $n }日前です。もう一度会う本当の理由はありますか。あるなら、日を一つだけ出してみましょう。
