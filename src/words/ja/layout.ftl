# どのページにもある枠と、入力欄の部品。
layout-mark = 了解
layout-mark-latin = ryokai
layout-skip = 本文へ
layout-places = 場所
layout-languages = 言語
layout-logout = サインアウト
place-today = 今日
place-log = 記録
place-settings = 設定
form-faults = { $n }か所、見直してください
form-kept = 入力した内容はそのまま残っています。
form-empty = 入力してください。
form-too-long = { $max }文字を超えています。
form-control = 表示できない文字が含まれています。入力し直してください。
email-fault = メールアドレスの形(name@example.org など)になっていません。
zone = タイムゾーン
zone-fault = 一覧からタイムゾーンを選んでください。
