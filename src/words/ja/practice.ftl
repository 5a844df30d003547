# 事務所全体のこと。
practice-title = 事務所
practice-about = ここで働く全員に当てはまること。
practice-open = 気づきが読む数字と、記録を保管する年数
practice-records = 記録
practice-years = 終了後、記録を保管する年数
practice-years-hint = お客さま用まとめにも、この年数が記されます。
practice-numbers = ふだんの数字は全員に共通で、多くは私たちの選択です。お仕事の歩みに合わせて変えられます。
practice-number = { $name }({ $unit })
practice-usual = ふだんは{ $number }：{ $source }
practice-unit-days = 日
practice-unit-hours = 時間
practice-unit-sessions = 回
practice-unit-times = 数
practice-unit-people = 人
practice-unit-share = パーセント
practice-fault = { $least }から{ $most }までの数を入れてください。
