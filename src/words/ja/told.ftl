# したことを、次のページの上で一言。
told-saved = 保存しました。
told-parted = 元の二つの記録に戻しました。
told-alike = お名前の似た方がほかにもいます。同じ方なら、一つにできます。
told-untitled = お名前は「{ $title }」を外して残します。敬称は画面が付けます。
told-untitled-keep = 「{ $title }」までがお名前です
told-begins-later = 始める日は、まだ先の日付です。違っていたら、基本情報で直してください。
