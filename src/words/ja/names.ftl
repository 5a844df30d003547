name-in-page = { $name }さん
name-on-document = { $name }様
name-on-document-organisation = { $name } 御中
