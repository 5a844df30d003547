entry-and = 、
entry-due = { $day }まで
entry-unread = 読み取れませんでした。書いたまま残します。
entry-agreement-auto = 得られた
entry-resting-on = { $how }。根拠は{ $words }
