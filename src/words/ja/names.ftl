name-in-page = { $name }さん
name-on-document = { $name }様
