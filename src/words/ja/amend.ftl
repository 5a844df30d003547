# やりとりと贈りものを直す。
amend-contact = やりとりを直す
amend-gift = 贈りものを直す
amend-later = あとから記録したものは、ここにはありません。
amend-steps = その記録を見る
