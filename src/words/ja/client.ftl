# お客さまのページ、お客さまと面談の一覧
client-san = さん
client-role = { $role }。
client-came-to-us = { $day }に来てくれた方。
client-we-went = { $day }にこちらから会いに行った方。
client-introduced = { $day }に紹介された方。
client-origin = { $how }。
client-knew-us = 知ってくれたきっかけ:{ $how }。
client-sessions = { $n ->
    [0] 面談はまだありません。
   *[other] 面談{ $n }回。
 }
client-next = 次回は{ $day }。
client-brief = 準備のメモ
client-profile = 人となりと状況
client-shares = 共有している仲間
client-stands = いまの関係
client-on = { $day }現在
client-since = { $day }から
client-next-step = 次の一歩
client-status = 状況
client-no-status = まだ決めていません
client-record-step = 一歩を記録する
client-record-steps = 望みやニーズの一歩を記録する
client-record-conversation = 会話了解の言葉を記録する
client-record-consultation = 相談了解の言葉を記録する
client-staircase = 階段
client-staircase-about = 上がった日にも下がった日にも、日付の根拠があります。番号は下の言葉を指します。
client-zero-recorded = 描かれていないのは、記録がないということです。なかったということではありません。
client-wants-needs = 望みとニーズ
client-for-you-only = あなただけの図。まとめには載りません
client-map-about = 左は本人が望むこと、右はその奥にあるもの。
client-messages = 伝えたいこと
client-why = こめた思い:{ $why }
client-self-interest = ご自身の利害があると記録されています。
client-message-state = { $state }、{ $day }から
client-nothing-held = いま胸にあるものはありません。
client-promises = 約束
client-promises-open = { $n ->
    [0] 残っているものはなし
   *[other] 残り{ $n }件
 }
client-no-promises = 約束の記録はまだありません。期日のある約束を、本人のものもこちらのものも同じように残します。
client-whose = どちらの
client-promise = 約束
client-by = 期日
client-by-short = 期日
client-state = 状態
client-late = 遅れて
client-overdue = 期日を過ぎています
client-want-line = 望み:{ $text }({ $state })
client-need-line = ニーズ:{ $text }({ $state })
client-strains = 亀裂と修復
client-sign = { $sign }
client-sign-before = { $sign }・直前に:{ $before }
strain-next-noticed = 次の一歩:こちらから言葉にする。
strain-next-named = 次の一歩:どんな感じだったかを尋ねる。
strain-next-explored = 次の一歩:自分の側を認め、変えることを決める。
client-sessions-heading = 面談
client-newest-first = 新しい順
client-no-sessions = 面談の記録はまだありません。
client-all-sessions = { $n }回すべてを見る
client-topic = 話したかったこと
client-covered = 話せたか
client-covered-short = 話せたか:
client-no-topic = 記録なし
client-contacts = やりとりと贈りもの
client-no-contacts = 面談のほかのやりとりも、贈りものも、まだ記録がありません。
client-new-contact = やりとりを記録する
client-new-gift = 贈りものを記録する
client-contact = { $moved }、{ $channel }
client-replied = 。{ $day }に返事
client-unanswered = 。返事はまだ
client-gift-in = もらった:{ $what }
client-gift-out = 贈った:{ $what }
client-gift-why = こめた思い:{ $why }。
client-gift-landed = { $how }。
client-gift-thanked = { $day }にお礼。
