# それぞれの気づきが何を見ているか、一文ずつ。読んでいる数字とともに。
rules-title = 気づきが見ているもの
rules-about = 気づきは、記録されたことだけから読み取ります。何も出ないのは、記録がないというだけのことです。数字はすべて事務所の設定で、出どころか、私たちの選択であることを添えています。
rules-number = { $name }：{ $number }({ $source })

# Numbers that several families read.
threshold-silence-step = 話さない期間の一区切り(会話了解が切れ、距離が一つ下がる)
threshold-consult-valid = 相談了解の言葉が有効な期間
threshold-collab-window = 本当の協力関係の一巡りを数える期間
threshold-warn-before = 期限や距離の変化を、どれだけ前に知らせるか
threshold-quiet-days = 続いていることを、静かな一行にするまでの期間

threshold-unit-days = { $n }日
threshold-unit-hours = { $n }時間
threshold-unit-sessions = { $n }回
threshold-unit-times = { $n }
threshold-unit-people = { $n }人
threshold-unit-share = { $n }%

threshold-source-our-choice = 私たちの選択
threshold-source-B17 = この方法の種となった文章：三か月で忘れられる
threshold-source-S22 = 佐藤優、プレジデントオンライン：二度目は一か月以内
threshold-source-S30 = 実務の手引き：一社で20〜25%を超えると注意
