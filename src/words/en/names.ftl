name-in-page = { $name }
name-on-document = { $name }
name-on-document-organisation = { $name }
