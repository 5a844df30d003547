# すべての記録：書き出しと、取り込み。
account-written = { $file } に書き出し、記録しました（SHA-256 { $sha256 }）。
account-exists = { $file } はすでにあります。上書きはしません。別の名前を指定してください。
account-called-off = 中止しました。途中までのものは残っておらず、何も変わっていません。
account-taken = すべての記録を取り込みました：{ $people }人、記録{ $records }件。
account-passwords = ほかのメンバー{ $n }人は、新しいパスワードがあればサインインできます。オーナーが「設定」のメンバーで渡すか、ryokai member reset-password だれか で設定してください。
account-refused = 何も取り込んでいません。
account-not-empty = このデータベースには、すでに事務所があります。すべての記録を取り込めるのは空のデータベースだけです。--database-url で新しいものを指定してください。
account-foreign = ryokaiの記録のファイルではないようです。
account-newer = ファイルの形式の版は{ $version }で、このプログラムより新しいものです。新しいプログラムを入れて、もう一度お試しください。
account-unreadable = account.json の{ $line }行目、{ $column }文字目が読み取れません：{ $why }
account-row = account.json の{ $table }に、合わないところがあります：{ $why }
account-zip-broken = ZIPが壊れているか、途中で切れています：{ $why }
account-zip-missing = ZIPの中に { $entry } がありません。ryokaiの記録ではないようです。
account-zip-crowded = ZIPの中のファイルが{ $n }個あり、多すぎます。
account-zip-swollen = ZIPを開くと、大きさに見合わないほど膨らむため、開くのをやめました。
account-zip-manifest = ZIPの中の manifest.json が読み取れません：{ $why }
account-zip-changed = ZIPの中の account.json が、manifest.json の示すものと違います。書き換えられたか、壊れています。
account-readme =
    ryokaiの事務所の記録、すべてです。

    account.json   ryokai用の全記録。空のデータベースに ryokai import ファイル.zip で取り込めます。
                   形式は ryokai export --schema で見られます。
    people/        ひとりずつの記録、読むためのもの（Markdown）
    lists/         人、面談、言葉、約束の一覧、表計算用（CSV）
    manifest.json  書き出した日時、含まれる範囲、account.json のSHA-256

    パスワードとサインインの情報は入っていません。お客さまが打ち明けてくださったことは、すべて入っています。
    ほかの人が読めない場所に置き、いらなくなったら消してください。

# 表計算用の一覧の見出し。
sheet-id = ID
sheet-name = 名前
sheet-reading = ふりがな
sheet-kind = 関わり
sheet-consultant = 担当
sheet-status = 状態
sheet-held = 行った面談
sheet-first = 最初の面談
sheet-last = 最後の面談
sheet-mail = メール
sheet-phone = 電話
sheet-role = お仕事
sheet-fee = 月額
sheet-currency = 通貨
sheet-pillars = 柱
sheet-date = 日付
sheet-number = 回
sheet-minutes = 分
sheet-mode = 場所
sheet-topic = 本人の話題
sheet-next = 次の予定
sheet-note = メモ
sheet-speaker = だれ
sheet-words = 言葉
sheet-exactness = 正確さ
sheet-due = 期日
sheet-state = 状況
sheet-promise = 約束

# ページ。
account-title = すべての記録
account-open = すべての記録を持ち出す
account-means = 記録はあなたのものです。別の端末へも、別のプログラムへも、手元の引き出しへも持っていけます。
account-make-title = ひとつのZIPに
account-own = あなたが読める範囲で、事務所のすべてが入ります。メンバー、設定、そしてあなたのお客さまの記録のすべてです。ほかのメンバーのお客さまの記録は入りません。
account-own-and = あなたが読める範囲で、事務所のすべてが入ります。メンバー、設定、あなたのお客さまの記録のすべて、それに、同意した{ $names }さんのお客さまの記録です。
account-comma = さん、
account-secret = 打ち明けてくださったことが、そのまま入ります。ほかの人が読めない場所に置いてください。パスワードは入りません。
account-make = ZIPを作る
account-running = { $of }人のうち{ $done }人分ができました。このページはひとりでに進みます。
account-made = ZIPができ、下の記録に残しました。ここに置くのは15分のあいだだけで、受け取れるのは一度です。
account-stopped = 取りやめました。途中までのものは残っておらず、何も記録していません。
account-failed = 途中で止まりました。途中までのものは残っておらず、何も記録していません。もう一度お試しください。続くようなら、サーバーで ryokai export --all を実行してください。
account-consent = オーナーのZIPに、あなたのお客さまの記録を入れるか
account-not-joined = いまは入っていません。読めるのは、あなたと、あなたが共有した仲間だけです。
account-joined = いまは入っています。あなたのお客さまの記録のすべてが、オーナーのZIPに入ります。いつでもやめられますが、すでに作られたZIPはそのまま残ります。
account-join = 入れてよい
account-leave = 入れない
account-own-way = お客さまお一人ずつの記録は、その方のページの「保管」から、ご自分で持ち出せます。時間の記録も同じです。
account-copies = まるごとの写し
account-copies-means = まるごと持ち出されたものと、その行き先です。お客さまの記録をここで消しても、この中には残っています。
account-no-copies = まだありません。
whole-copy-account = すべての記録のZIP
whole-copy-backup = バックアップ
whole-copy-before-migration = 更新前の写し
whole-copy-scope-database = データベースのすべての事務所
whole-copy-scope-practice = 事務所全体
whole-copy-scope-own = オーナーひとりと、同意したメンバーのお客さま
