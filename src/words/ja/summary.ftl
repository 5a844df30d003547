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
summary-minutes = { $n }分
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
summary-promise-yours = { $name }様のお約束。
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
    ご覧になれるのは、{ $name }様と{ $consultant }{ $colleagues ->
        [0] { "" }
       *[other] 、担当を分け合う同僚{ $colleagues }名
    }です。違うところや消したいところは、{ $consultant }までお知らせください。直したものを、改訂として日付を添えてお渡しします。保存は、ご契約の終わりから{ $years }年です。その前でも、お申し出により消去します。

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
file-ruptures = 亀裂と修復
file-promises = 約束
file-sessions = 面談
file-contacts = やりとり
file-gifts = 贈りものと親切
file-retention = 保存
file-role = 立場
file-reading = 読み
file-origin = 縁のはじまり
file-fee = 料金(月)
file-sponsor = 支払う方
file-preference = 好きなもの
file-busy = 忙しい時期
file-col-what = 項目
file-col-text = 内容
file-col-day = 日付
file-col-status = 状態
file-col-note = 覚え書き
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
file-col-mover = 最初に動いた人
file-col-channel = 手段
file-col-replied = 返事
file-linked-need = つながるニーズ
file-their-wording = 本人の了承した言い方
file-unkept = 記録できなかった一行
file-addendum = 追記
file-thanked = { $day }にお礼
file-labelled = { $label }:{ $text }
file-retention-text = 保存は、契約の終わりから{ $years }年です。
file-retention-until = この方の記録の期限は{ $day }です。
file-legal-hold = 法律上の理由で、消去を止めています。
