# 贈りものと手間の記録
gift-title = 贈りものや手間を記録する
gift-direction = どちらから
gift-kind = 種類
gift-what = 何を
gift-why = こめた思いを一行で
gift-why-hint = 先に思い、手間はその次に。
