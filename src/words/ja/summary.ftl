# The documents that are handed over, and the page they are handed over from.
summary-title = この期間のまとめ
summary-title-day = { $day }のまとめ
summary-name = { $name } まとめ
summary-made = { $day }作成
summary-period = 期間
summary-span = { $from }から{ $to_short }まで、面談{ $sessions }回
summary-for = お名前
summary-made-on = 作成
summary-revised = 改訂
summary-revised-on = 前にお渡ししたものを、{ $day }に直しました。
summary-session-no = 第{ $n }回
summary-col-day = 日付
summary-col-session = 面談
summary-col-topic = 話題
summary-on = { $day }。

# A bar marks where a heading may break.
summary-topics = お話しに|なりたかったこと
summary-words = 印象に|残ったお言葉
summary-matters = 大切にしたいと|話されたこと
summary-told = お伝えしたこと
summary-promises = 決めたこと・|お約束
summary-left-open = まだ|残っていること
summary-next = 次回
summary-about = この記録について

summary-want-done = { $day }に、終わったとうかがいました。
summary-want-declined = { $day }に、お引き受けできないとお伝えしました。
summary-want-deferred = { $day }。先に送ることに合意しました。
summary-told-sentence = { $text }、とお伝えしました。
summary-told-asked = お求めがあって、お伝えしました。
summary-told-agreed = お伝えする前にうかがい、ご了解をいただきました。
summary-told-interest = このことには、こちらの利害もかかわっています。
summary-promise-yours = { $name }のお約束。
summary-promise-ours = { $name }の約束。
summary-promise-due = 期日は{ $day }です。
summary-promise-carried = { $day }に、持ち越しました。
summary-promise-done = { $day }に済みました。
summary-promise-missed = 果たせませんでした({ $day })。
summary-promise-renegotiated = { $day }に、決め直しました。
summary-promise-dropped = { $day }に、取りやめました。
summary-agreed-talk = お話をうかがうことに合意しています。
summary-agreed-advice = ご相談いただくことに合意しています。
summary-agreed-talk-about = 次のことについて、お話しすることに合意しています。{ $topic }
summary-agreed-advice-about = 次のことについて、ご相談いただくことに合意しています。{ $topic }
summary-agreed-again = あらためて{ $day }
summary-about-text =
    ご覧になれるのは、{ $name }と{ $consultant }{ $colleagues ->
        [0] { "" }
       *[other] 、担当を分け合う同僚{ $colleagues }名
    }です。{ $held ->
        [yes] 違うところは
       *[no] 違うところや消したいところは
    }、{ $consultant }までお知らせください。直したものを、改訂として日付を添えてお渡しします。
summary-kept-until = 保管の期限は{ $day }です。
summary-kept-over = 保管の期限は{ $day }に過ぎました。
summary-kept-held = 法律上の理由があるあいだ、この記録を保管します。その理由がなくなるまでは消去できません。
summary-kept-asked = お申し出があれば、いつでも消去します。

# The consultant's own file.
file-title = 記録のすべて
file-name = { $name } 記録
file-purpose = 目的
file-person = 本人について
file-status = 進み方
file-staircase = 関係の|移り変わり
file-agreements = 了解と|本人の言葉
file-wants = 望み
file-needs = ニーズ
file-messages = 伝えたいことと|届き方
file-strains = 亀裂と修復
file-promises = 約束
file-sessions = 面談
file-contacts = やりとり
file-gifts = 贈りものと親切
file-retention = 保管
file-role = 立場
file-reading = 読み
file-origin = 出会いのきっかけ
file-fee = 料金(月)
# Money by its currency; one that is not known here by its code.
money = { $code ->
        [JPY] { $amount }円
        [GBP] { $amount }ポンド
        [EUR] { $amount }ユーロ
       *[other] { $amount } { $currency }
    }
file-sponsor = 費用を負担される方
file-preference = 好きなもの
file-busy = 忙しい時期
file-col-what = 項目
file-col-text = 内容
file-col-day = 日付
file-col-status = 状態
file-col-note = メモ
file-col-stage = 段階
file-col-talk = 会話了解
file-col-advice = 相談了解
file-col-words = 本人の言葉
file-col-agreement = 了解
file-col-event = できごと
file-col-kind = 種類
file-col-whose = どちらの
file-col-promise = 約束
file-col-due = 期日
file-col-mover = 先に動いた人
file-col-channel = 手段
file-col-replied = 返事
file-linked-need = つながるニーズ
file-their-wording = 本人の了承した言い方
file-unkept = 記録できなかった一行
file-addendum = 追記
file-thanked = { $day }にお礼
file-labelled = { $label }：{ $text }
file-insights = 気づき
file-log = この記録に|したこと
file-col-insight = 気づき
file-col-aside = したこと
file-col-reason = 理由
file-col-who = だれが
file-col-act = したこと
file-col-about = 何を・だれに
file-dismissed = 脇に置いた
file-snoozed = { $day }まで待つ
file-recalled = 戻した
audit-exported = 文書を渡した
audit-client-shared = 仲間と共有した
audit-client-share-ended = 共有を終えた
audit-insight-dismissed = 気づきを脇に置いた
audit-insight-snoozed = 気づきを先に送った
audit-insight-recalled = 脇に置いた気づきを戻した
audit-insight-undone = 気づきの操作を元に戻した
audit-insight-redone = 気づきの操作をやり直した
file-legal-hold = 法律上の理由で、消去を止めています。
file-keeping-why = 理由：{ $why }

# The pseudonymised copy for a supervisor.
supervisor-title = 仮名化された記録
supervisor-name = 依頼者A 仮名化された記録
supervisor-what = この文書
supervisor-what-text = 仮名化された記録です。名前は立場に、日付は始まりからの週に、数はおおよその桁に置きかえました。匿名ではありません。取り扱いにご注意ください。
supervisor-until = 第{ $n }週まで
supervisor-span = 第{ $from }週から第{ $to }週まで、面談{ $sessions }回
supervisor-revised = 前にお渡ししたものを、第{ $n }週に直しました。
supervisor-question = 相談したいこと
supervisor-client = 依頼者A
supervisor-timeline = 経過
supervisor-wants-needs = 望みとニーズ
supervisor-held = 胸にあること
supervisor-told = 伝えたことと|届き方
supervisor-closed = 心が閉じた瞬間
supervisor-strains = 亀裂と修復
supervisor-promises = 約束
supervisor-further = 問い
supervisor-week = 第{ $n }週
supervisor-mine = 自分
supervisor-col-week = 週
supervisor-col-sign = サイン
supervisor-col-before = 直前
supervisor-col-seen = 見えたこと
veil-name-client = 依頼者A
veil-name-consultant = [担当者]
veil-name-colleague = [同僚]
veil-name-sponsor = [費用を負担される方]
veil-name-known = [知り合い]
veil-name-circle = [つながり]
veil-name-somebody = [名前]
veil-date = [日付]
veil-number-few = [数]
veil-number-tens = [数十]
veil-number-hundreds = [数百]
veil-number-thousands = [数千]
veil-number-ten-thousands = [数万]
veil-number-millions = [百万以上]
veil-age = [{ $n }代]
veil-address = [連絡先]
doubt-name = ここに名前がありました。残りの文から誰のことか分かりませんか。
doubt-stranger = 名前か地名のように見えました。
doubt-address = ここに連絡先がありました。
doubt-rare = 珍しい事実から、誰のことか分かるかもしれません。

# The sponsor's copy.
sponsor-title = 出席と合意した目標
sponsor-name = { $name } 出席と目標
sponsor-for = 宛先
sponsor-client = ご本人
sponsor-span = { $from }から{ $to }まで
sponsor-attendance = 出席
sponsor-held = { $n ->
        [0] 面談はありませんでした。
       *[other] 面談を{ $n }回行いました。
    }
sponsor-goals = 合意した目標
sponsor-no-goal = 言葉で合意した目標は、まだありません。
sponsor-about = この文書をお渡しすることは、{ $name }ご本人の了解をいただいています。面談でのお話は、お二人のあいだにとどめています。

# The page they are handed over from.
summary-page = 文書を渡す
summary-profile = お渡しする相手
summary-scope = 対象
summary-scope-period = 期間(日付がなければ、はじめから)
summary-from = いつから
summary-to = いつまで
summary-lang = 言語
summary-show = プレビュー
summary-leaves = この内容でお渡しします。
summary-hand-over = 渡す
summary-changed = ご覧になったあとで、記録が変わりました。下がいまの内容です。もう一度、渡す形をお選びください。
summary-left-out = 載せていないもの
summary-left-out-kind = { $kind } { $n }
summary-past = これまでに渡したもの
summary-past-whole = はじめから
summary-fault-day = 日付として読めません。2025-12-31 のように書いてください。
summary-fault-order = 終わりの日が、始まりの日より前です。
summary-fault-session = その面談は見つかりません。
summary-fault-profile = どなたに渡すかを選んでください。
summary-fault-lang = 日本語か英語を選んでください。
profile-client = お客さまに(まとめ)
profile-file = 自分に(記録のすべて)
profile-access = 本人に(保管しているもののすべて)
profile-calendar = カレンダーに入れる面談
format-pdf = PDF
format-html = HTML
format-md = Markdown
format-json = JSON
format-zip = ZIP
format-ics = iCalendar
left-out-note = メモ
left-out-addendum = 追記
left-out-why = こめた思い
left-out-contact = やりとり
left-out-gift = 贈りもの
left-out-preference = 好みと忙しい時期
left-out-guess = 仮説
left-out-untold = 載せない伝えたいこと
left-out-sign = サイン
left-out-strain = 亀裂
left-out-checkout = 終わりの一問
left-out-circle = 柱
left-out-fee = 料金
left-out-origin = 出会いのきっかけ
left-out-sponsor = 費用を負担される方
left-out-withdrawn-want = 取り下げられた望み
left-out-other-words = ほかの言葉
summary-fault-looked = 上の行を読んでから、読んだことに印を付けてください。
summary-question = 相談したいこと
summary-who = 依頼者Aを二行で
summary-further = ほかの問い
summary-doubt = 誰のことか分かるかもしれない行
summary-doubt-keep = 読んだうえで載せる
summary-doubt-leave = 載せない
summary-look = 渡す前に、この行を読んでください
summary-looked = 読みました。誰のことかは分かりません。
summary-lacking-sponsor = この文書はまだ作れません。費用を負担される方が記録されていません。
summary-lacking-consent = この文書はまだ作れません。面談かやりとりで聞いた、本人の了解の言葉が必要です。
summary-lacking-views = この文書はまだ作れません。本人が何に了解したかが記録されていません。
summary-lacking-question = 相談したいことを書くと、文書ができます。
summary-lacking-veil = 名前を伏せられなかったので、文書を作っていません。何も渡していません。長すぎる名前を短くするか、別の文書を選んでください。
summary-lacking-go = 本人のページで記録する
profile-supervisor = スーパーバイザーに(仮名)
profile-sponsor = 費用を負担される方に(出席と目標)
format-docx = Word(DOCX)
left-out-name = 名前(立場に置きかえ)
left-out-date = 日付
left-out-topic = 話題
left-out-want = 望み
left-out-need = 本人が認めたニーズ
left-out-told = お伝えしたこと
left-out-promise = 約束
summary-signs = PDFでは、次の文字が「〓」になります。ほかの形式ではそのまま残ります。
summary-signs-at = { $place }：{ $signs }
