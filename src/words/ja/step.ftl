# 一歩を記録する
step-title = 一歩を記録する
step-which = どの一歩
step-to = 何がありましたか
step-none = ここから進める一歩は、いまはありません。
step-words = 本人の言葉
step-place = どこでのこと
step-on = 日付
step-on-hint = 言葉や面談を選ぶと、その日になります。
step-reason = こちらの一行
step-record = 記録する
step-choose = 何があったかを選んでください。
step-nothing-chosen = –
step-dated = { $day } { $text }
step-contact = { $day }のやりとり
step-gift = 贈りもの:{ $what }
step-day-fault = 日付を、今日までの年月日で書いてください。
step-reason-fault = この一行は読み取れませんでした。
