# やりとりと贈りものを直す。
amend-contact = やりとりを直す
amend-gift = 贈りものを直す
amend-open = 直す
amend-save = 直した内容を保存
amend-later = あとから記録したものは、ここにはありません。
amend-steps = その記録を見る
