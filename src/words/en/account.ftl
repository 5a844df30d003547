# The whole account: written out, and taken in again.
account-written = Written to { $file }, and recorded (SHA-256 { $sha256 }).
account-exists = { $file } is already there and is not overwritten. Name another file.
account-called-off = Called off. Nothing was kept of it, and nothing was changed.
account-taken = The account is here: { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $records ->
    [one] 1 record
   *[other] { $records } records
}.
account-passwords = { $n ->
    [one] 1 other member needs
   *[other] { $n } other members need
} a new password before signing in; an owner gives it under Settings, Members, or on the command line: ryokai member reset-password WHO
account-refused = Nothing was taken in.
account-not-empty = This database already holds a practice. An account is only taken into an empty database: name a new one with --database-url.
account-foreign = The file does not begin as an account of ryokai does.
account-newer = The account has the format version { $version }, which is newer than this program. Install the newer program and try again.
account-unreadable = account.json cannot be read at line { $line }, column { $column }: { $why }
account-row = Something under “{ $table }” in account.json does not fit: { $why }
account-zip-broken = The ZIP is damaged or incomplete: { $why }
account-zip-missing = There is no { $entry } in the ZIP, so it is not an account of ryokai.
account-zip-crowded = The ZIP has { $n } entries, more than any account.
account-zip-swollen = The ZIP would unpack to far more than its size allows, so it was not unpacked.
account-zip-manifest = manifest.json in the ZIP cannot be read: { $why }
account-zip-changed = account.json in the ZIP is not the one its manifest describes. It was changed or damaged.
account-readme =
    This is everything a practice holds in ryokai.

    account.json   all of it, for ryokai: `ryokai import FILE.zip` takes it into an empty database.
                   `ryokai export --schema` describes it.
    people/        each person's whole file, to read (Markdown)
    lists/         people, sessions, their words and promises, for a spreadsheet (CSV)
    manifest.json  when it was written, whose records are in it, and the SHA-256 of account.json

    Passwords and sign-ins are not in it. It does hold everything clients confided:
    keep it where nobody else can read it, and delete it when it is no longer needed.

# The headings of the lists for a spreadsheet.
sheet-id = ID
sheet-name = Name
sheet-reading = Reading
sheet-kind = Kind
sheet-consultant = Consultant
sheet-status = Status
sheet-held = Sessions held
sheet-first = First session
sheet-last = Last session
sheet-mail = Mail
sheet-phone = Phone
sheet-role = Role
sheet-fee = Monthly fee
sheet-currency = Currency
sheet-pillars = Pillars
sheet-date = Date
sheet-number = No.
sheet-minutes = Minutes
sheet-mode = Where
sheet-topic = Their topic
sheet-next = Next date
sheet-note = Note
sheet-speaker = Who
sheet-words = Words
sheet-exactness = Wording
sheet-due = Due
sheet-state = State
sheet-promise = Promise

# The page.
account-title = Everything in one file
account-open = Take everything with you
account-means = Your records are yours: take them to another machine, another program, or a drawer.
account-make-title = One ZIP
account-own = The ZIP holds the whole practice as far as you may read it: members, settings, and your own clients with everything recorded of them. What colleagues keep of their clients is not in it.
account-own-and = The ZIP holds the whole practice as far as you may read it: members, settings, your own clients with everything recorded of them, and the clients of { $names }, who agreed to it.
account-comma = ,{" "}
account-secret = Everything people confided is in it, unsealed. Keep it where nobody else can read it. Passwords are not in it.
account-make = Make the ZIP
account-running = { $done } of { $of } people are in it. This page goes on by itself.
account-made = The ZIP is whole and recorded below. It is kept here for a quarter of an hour, and handed over once.
account-stopped = It was called off. Nothing was kept of it, and nothing was recorded.
account-failed = It broke off. Nothing was kept of it, and nothing was recorded. Try once more; if it happens again, use `ryokai export --all` on the machine.
account-consent = Your clients in an owner’s ZIP
account-not-joined = No: an owner's ZIP leaves your clients out. Only you and colleagues you share them with can read their files.
account-joined = Yes: an owner's ZIP holds your clients, with everything recorded of them. You can take this back; a ZIP made before stays as it is.
account-join = Let them be in it
account-leave = Leave them out
account-own-way = What you keep of a client you can take along yourself: their page, under Keeping, and your hours.
account-copies = Whole copies
account-copies-means = What has left as a whole, and where it went. When a client is erased here, they are still in these.
account-no-copies = None yet.
whole-copy-account = Account as a ZIP
whole-copy-backup = Backup
whole-copy-before-migration = Copy before an upgrade
whole-copy-scope-database = All practices of the database
whole-copy-scope-practice = The whole practice
whole-copy-scope-own = One owner's clients, and those of members who agreed
