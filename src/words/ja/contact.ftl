# やりとりの記録
contact-title = やりとりを記録する
contact-mover = 先に動いたのは
contact-channel = 手段
contact-replied = 返事の日
contact-replied-hint = まだなら空けておいてください。
contact-note = メモ(あなただけ)
contact-words = 本人の言葉
contact-words-hint = 書かれたまま、話されたまま。なければ空けておいてください。
