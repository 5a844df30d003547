# 気づきの画面:応え方、根拠、脇に置くこと。
insight-title = いま見えること
insight-none-shown = いまは、何もありません。
insight-evidence = 根拠を見る
insight-explain = 何を見ているのか
insight-also = このほかに{ $n }件
insight-aside = 脇に置いたもの{ $n }件
insight-set-aside = 脇に置く
insight-reason = 理由
insight-dismiss = いまは当てはまらない
insight-dismiss-means = 事実が変わるまで出てきません。理由は記録に残ります。
insight-reason-fault = 当てはまらない理由を一行書いてください。日付とともに残ります。
insight-until = いつまで
insight-snooze = その日にまた見る
insight-until-fault = 明日から一年以内の日を選んでください。
insight-recall = 元に戻す
insight-dismissed = { $day }、{ $by }が脇に置きました：{ $reason }
insight-snoozed = { $day }、{ $by }が{ $until }まで先に送りました。

# それぞれの気づきへの、ひとつの応え方。
