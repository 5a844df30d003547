name-in-page = { $name }
name-on-document = { $name }
