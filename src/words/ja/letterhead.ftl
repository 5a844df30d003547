# The head of the practice's documents.
letterhead-title = レターヘッド
letterhead-means = 事務所の名前とロゴと色が、担当者の名前の入る文書に載ります。スーパーバイザーへの文書には載りません。
letterhead-now = いまの形
letterhead-change = 変える
letterhead-logo = ロゴ
letterhead-logo-hint = PNG(縦横とも1000ドットまで)かSVG、256 KiBまで。WordにはPNGだけが載ります。
letterhead-remove = ロゴを外す
letterhead-accent = 色
letterhead-accent-hint = #と6桁の英数字で、#0072b2(青)のように。白い紙で読める濃さの色を。なければ空のままに。
letterhead-done = レターヘッドを変えました。前に渡したものは、そのままです。
letterhead-accent-unreadable = 色として読めません。#0072b2 のように書いてください。レターヘッドは前のままです。
letterhead-accent-pale = 白い紙では薄くて読めない色です。濃い色を選んでください。レターヘッドは前のままです。
letterhead-logo-large = 256 KiBより大きい画像です。小さく保存して、選び直してください。レターヘッドは前のままです。
letterhead-logo-unknown = 縦横1000ドットまでのPNGでもSVGでもないか、壊れています。別の画像を選んでください。レターヘッドは前のままです。
letterhead-logo-active = スクリプトか、ほかの場所への参照を含む画像です。図形だけのSVGに保存して、選び直してください。レターヘッドは前のままです。
letterhead-open = お渡しする文書に載せるロゴと色
