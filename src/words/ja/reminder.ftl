# 静かな時間と毎日のメール。
reminder-title = お知らせ
reminder-about = ここで希望しないかぎり、何も届きません。お客さまに送られることはありません。
reminder-open = 静かな時間と、毎日のメール
reminder-mail = 毎日のメール
reminder-no-mail = このプログラムには、まだメールの送り先のサーバーが設定されていません。ご希望は保存され、運用する方が設定すると届き始めます。
reminder-daily = 一日一通、数とリンクだけのメールを受け取る(お客さまの名前や言葉は入りません)
reminder-hour = メールを送る時刻
reminder-hour-hint = 0から23までの時。お知らせすることがない日は届きません。
reminder-hour-fault = 0から23までの時を入れてください。
reminder-quiet = 静かな時間
reminder-from = はじまり
reminder-until = おわり
reminder-quiet-hint = この時間にはメールが届きません。日をまたいでもかまいません。いらなければ両方とも空のままに。
reminder-time-fault = 21:30のように時刻を入れてください。
reminder-both-fault = 静かな時間には、はじまりとおわりの両方が要ります。
