# The shorthand: what each prefix is for, and what could not be read.
grammar-on = 面談の日
grammar-minutes = 面談の長さ(分)
grammar-kind = 面談か、初対面か
grammar-status = 実施したか、中止になったか
grammar-planned = もともとの予定日
grammar-mode = 会い方(オンライン、訪問、電話など)
grammar-initiator = どちらから声をかけたか
grammar-ended = 終わった時刻
grammar-topic = 本人が話したかったこと。「=1」話せた、「=2」一部だけ、「=3」話せなかった
grammar-quote = 本人の言葉。「~」を付けると趣旨、「~ほぼそのまま」も書けます
grammar-want = 望み。根拠はすぐ上の言葉か、この行の「 」の中の言葉。「望#2: 完了」で、2番の望みが動きます
grammar-need = 奥にあるニーズ(仮説)。「 」の言葉を添えると、きざしになります。「潜#1: 本人が認めた」で動きます
grammar-conversation = 会話了解。「:」のあとに書いた本人の言葉が根拠。書かなければ、すぐ上の言葉。「?」は断られた、「=尋ねた」はこちらから尋ねた
grammar-consultation = 相談了解。書き方は会話了解と同じ。「#望2」「#胸1」で、その話についての了解になります
grammar-message = 胸にある、伝えたいこと。次の行に「思:」でわけを添えます。「胸#1: 次回伝える」で動きます
grammar-why = すぐ上の「胸」や「伝」に、こめた思い
grammar-told = 伝えたこと。「!1」から「!4」で伝える了解、「!0」はまだ記していない、「>1」から「>6」で届き方。「伝#1: !2 >1」は1番を伝えた
grammar-landed = 前に伝えたことの、あとから分かった届き方。「届#1: 考えている」
grammar-sign = 気づいたサイン。名前か番号で。続けて、見えたことも書けます
grammar-before = すぐ上のサインの、直前のこと
grammar-seen = すぐ上のサインで、見えたこと
grammar-strain = 亀裂に気づいたこと。「亀裂#1: 言葉にした」で動きます
grammar-theirs = 本人の約束。「@7/18」で期日、「#1」で奥のニーズ。「約#3: 済んだ」で動きます
grammar-ours = こちらの約束。書き方は本人の約束と同じ
grammar-closing = 終わり方。1 日にちを決めた、2 社交辞令、3 何も
grammar-next = 次回の日。7/18、+2w、来週金 のように
grammar-checkout = 終わりの一問の答え。1 はい、2 一部、3 いいえ、4 聞いていない
grammar-hours = 何の時間か。あればグループの名前、続けて #12 で人数、=コーチ などの役割、=有償 =無償 などの対価、=直属 で部下
grammar-payer = 支払った方(ご本人でなければ)
grammar-note = 自分だけのメモ
grammar-kept = 書いたまま残しておく行

shorthand-expected = ここで読み取れるもの：{ $list }
shorthand-expected-nothing = ここで数えられるものは、まだありません。
shorthand-no-prefix = この行には「:」がありません。「言:」のように、何についての行かを先に書いてください。
shorthand-unknown-prefix = この見出しの字は分かりません。
shorthand-no-number-here = この見出しには、番号を付けられません。
shorthand-no-such-number = この番号のものは、まだありません。番号は1から、記録した順に数えます。
shorthand-nothing-said = 「:」のあとに、何も書かれていません。
shorthand-unreadable-date = 日付として読めません。7/18、+2w、来週金 のように書けます。
shorthand-open-date = 二通りの日に読めます。2026年12月4日 のように、年から書いてください。
shorthand-unreadable-time = 時刻として読めません。17:30 のように書けます。
shorthand-unreadable-minutes = 分の数として読めません。60 のように書けます。
shorthand-unknown-value = この行では使えない言葉です。
shorthand-unknown-sign = サインの名前か番号が分かりません。「印:心が閉じた」「印:1」のように書いてください。
shorthand-unknown-state = どうなったのかが分かりません。「望#2: 完了」のように、番号のあとに書いてください。
shorthand-nothing-above = すぐ上に、この行が付く行がありません。思は「胸」か「伝」の下、直前と見は「印」の下に書きます。
shorthand-twice = 同じことが、もう書かれています。
shorthand-family-missing = 引いていくサインか、ぶつかるサインかを、「=」のあとに書いてください。
shorthand-no-text-here = この行には文を書けません。番号が、何のことかを示しています。
shorthand-misplaced = この印は、この行のこの場所では使えません。@ は期日、# は番号、! は了解、> は届き方です。
shorthand-too-long = 長すぎて、一つの欄に入りません。
shorthand-control = 書き留められない文字が入っています。
