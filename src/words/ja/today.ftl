# 今日
weekday-0 = 月曜日
weekday-1 = 火曜日
weekday-2 = 水曜日
weekday-3 = 木曜日
weekday-4 = 金曜日
weekday-5 = 土曜日
weekday-6 = 日曜日
today-begun = 書きかけ
today-discarded = 破棄した書きかけ { $n }件
today-draft = まだ保存していない面談
today-draft-for = { $name }との面談、まだ保存していません
today-saved = { $day } { $time }に保存
today-waiting = 返事をお待ちの方
today-nobody-waits = 返事を待っている方は、いまいません。
today-waits-since = { $n ->
    [0] 今日から
   *[other] { $day }から{ $n }日
 }
today-none = 今日の面談はありません。
today-tomorrow = 明日
today-people = 先に目を通す方
today-three-lines = 三行まで
today-in-question = 相談了解は要確認です。頼る前に、尋ねてみませんか。
today-evidence = 根拠を見る
today-overdue = { $day }まで、{ $n }日過ぎ
today-due = { $n ->
    [0] 今日まで
   *[other] { $day }まで、あと{ $n }日
 }
today-still = いまも続いていること
today-still-so = { $n }人、数週間になります
today-first = はじめに
today-first-about = まずは、終えたばかりの面談から。お客さまも同じ画面で加えられます。記録がたまると、次に目を向けるところがここに並びます。
today-first-three = 書くのは、この三つで足ります。
today-first-topic = 話したかったこと
today-first-words = 本人の言葉を二つか三つ、そのまま
today-first-next = 終わり方と、決まっていれば次の日にち
today-first-method = 二つの了解を3分で読む
today-example = 例を一つ見る
today-asked = うかがいたいこと
today-week = これから7日間
today-of-people = { $n }名
today-of-sessions = 面談{ $n }件
today-all-people = { $n }名をすべて見る
today-all-sessions = 面談{ $n }件をすべて見る
today-lines = ほか{ $n }件
today-promise = { $by }、{ $day }まで
today-cut = ここで見ているのは、急ぐ方から1000名までです。全員は、お客さまの一覧に載っています。
today-promises-due = 約束の期日
