# Bringing in what comes from other programs.
incoming-title = Import
incoming-means = Tables, address cards and notes of other programs. Nothing is written before you have seen every row.
incoming-kind = What is in the file
incoming-kind-clients = Clients (CSV table)
incoming-kind-sessions = Past sessions (CSV table)
incoming-kind-vcard = Address cards (vCard)
incoming-kind-notes = Notes, one file a session (Markdown or text)
incoming-choose = File
incoming-choose-hint = Up to { $max } MB. Of notes you can choose several files at once. A workbook (.xlsx) is saved as CSV first.
incoming-hand-in = Read the file
incoming-not-read = The file could not be read
incoming-unchanged = Nothing was changed.
incoming-no-file = No file was chosen.
incoming-open = Not finished yet
incoming-go-on = Go on
incoming-discard = Throw this file away
incoming-last = Last brought in
incoming-undo = Take it back
incoming-undo-means = People it added are removed, people it changed are as before, its sessions are struck. Whoever has gone on since stays.
incoming-undo-reason = Brought in from a file and taken back
incoming-nothing-to-undo = There is nothing to take back.
incoming-undone = Taken back: { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $records ->
    [one] 1 session
   *[other] { $records } sessions
}.
incoming-undoing = Taking it back: { $done } of { $of } people are done. This page goes on by itself.
incoming-undo-broke = Taking it back stopped halfway. What was taken back stays so; press “Take it back” once more for the rest.
incoming-half = An import stopped halfway
incoming-half-means = The program ended while a file was coming in, and part of it is here. Take it back, then bring the file in again.
incoming-kept = Left as they are, because work has gone on since: { $names }.
incoming-columns = Columns
incoming-columns-means = What each column is. Whatever is not taken stays in your file.
incoming-column = Column { $n }
incoming-not-taken = not taken
incoming-untaken = Columns not taken: { $columns }
incoming-to-rows = Look at the rows
incoming-rows = Rows
incoming-span = { $from } to { $until } of { $n }
incoming-tally = To add: { $add }. To change: { $update }. To leave: { $skip }, of which cannot be read: { $unreadable }.
incoming-row = row { $line }
incoming-row-choice = What to do with row { $line }
incoming-back = Rows before
incoming-next = Next rows
incoming-try = Try it out, write nothing
incoming-take = Import
incoming-running = { $done } of { $of } rows are done. This page goes on by itself.
incoming-called-off = It was called off. Nothing was changed, and the file is still here.
incoming-failed = It broke off
incoming-failed-means = Nothing was changed, and the file is still here. Try once more; if it happens again, bring the file in on the machine with `ryokai import`.
incoming-choice-add = Add
incoming-choice-skip = Leave out
incoming-choice-update = Change who is there
incoming-would = This would add { $added } and change { $changed ->
    [one] 1 person
   *[other] { $changed } people
}, and record { $sessions ->
    [one] 1 session
   *[other] { $sessions } sessions
}. Left out: { $skipped }, of which cannot be read: { $unreadable }. Nothing was written.
incoming-done = People added: { $added }. People changed: { $changed }. Sessions recorded: { $sessions }.
incoming-left = Left out: { $skipped }, of which cannot be read: { $unreadable }.
incoming-partly = { $n ->
    [one] One row comes
   *[other] { $n } rows come
} in without a value that cannot be read.
incoming-joint = { " " }
incoming-nothing = Nothing was brought in.
incoming-nothing-before = Nothing was brought in; the import before can still be undone.
incoming-refused = { $n ->
    [one] One row does
   *[other] { $n } rows do
} not fit the record. Leave them out, or correct them:
incoming-line = Row { $line }: { $why }
incoming-read = Rows: { $rows }. Read as { $encoding }.
incoming-short = { $n ->
    [one] One row ends
   *[other] { $n } rows end
} before the last heading; the missing cells are empty.
incoming-above = { $n ->
    [one] One line above the headings is
   *[other] { $n } lines above the headings are
} passed over.
incoming-from = It looks like a file of { $source }.
incoming-encoding-utf8 = UTF-8
incoming-encoding-utf8-mark = UTF-8
incoming-encoding-utf16 = UTF-16
incoming-encoding-shift-jis = Shift_JIS
incoming-source-google = Google Contacts
incoming-source-outlook = Outlook
incoming-source-coach-accountable = CoachAccountable
incoming-source-coach-vantage = CoachVantage
incoming-field-name = Name
incoming-field-family-name = Family name
incoming-field-given-name = Given name
incoming-field-reading = Reading
incoming-field-family-reading = Reading of the family name
incoming-field-given-reading = Reading of the given name
incoming-field-mail = Mail
incoming-field-phone = Phone
incoming-field-role = What they do
incoming-field-organisation = Organisation
incoming-field-kind = Who they are to you
incoming-field-purpose = What the relationship is for
incoming-field-fee = Fee a month
incoming-field-currency = Currency
incoming-field-date = Day
incoming-field-start = Start
incoming-field-end = End
incoming-field-minutes = Minutes
incoming-field-status = Whether it was held
incoming-field-mode = Where or how
incoming-field-topic = Topic, in the client’s own words
incoming-field-note = Private note
incoming-twice = Two columns are to be “{ $field }”. Choose one.
incoming-no-name = No column says whose rows these are. Choose one for the name.
incoming-no-date = No column says when the sessions were. Choose one for the day.
incoming-no-order = Days such as 10/11/2026 can be read in two ways. Choose which figure comes first.
incoming-order = Order of the days
incoming-order-open = please choose
incoming-order-day-first = day first (31/12/2026)
incoming-order-month-first = month first (12/31/2026)
incoming-order-year-first = year first, with two figures (26/12/31)
incoming-days = Its days are read { $order }.
incoming-twin = Seems to be { $name } (same { $by }).
incoming-twin-day = There is a session with { $name } on that day already.
incoming-twin-row = The same { $by } as in row { $line }.
incoming-by-mail = name and mail address
incoming-by-phone = name and phone number
incoming-by-name = name and reading
incoming-by-day = client and day
incoming-hint = { $name } has the same { $by }. Nothing else says that this is one person.
incoming-cli-asked = { $n ->
    [one] One row has
   *[other] { $n } rows have
} the name of somebody known, and nothing else tells whether they are one. Add --update if they are, --namesakes if they are not.
incoming-hint-row = Row { $line } has the same { $by }. Both come in.
incoming-hint-by-mail = mail address
incoming-hint-by-phone = phone number
incoming-hint-by-name = name
incoming-hint-by-day = client and day
incoming-cell = { $field }: { $why }
incoming-cell-written = { $field } “{ $written }”: { $why }
incoming-cell-control = it holds characters that cannot be kept, and comes in without them.
incoming-cell-fee = not understood; it stays out. Write a whole amount, such as 50,000 or ¥50,000.
incoming-cell-more = only the first value is taken; this stays out.
incoming-cell-time = not understood; it stays out. Write times as 14:30, the end behind the start.
incoming-cell-timeless = the time is not kept, because no end and no length is given.
incoming-cell-empty = it is empty.
incoming-cell-mail = this is no mail address; it stays out.
incoming-cell-phone = not a phone number; it stays out.
incoming-cell-sign = the sign beside the amount says another currency than its column, or could be of several; it stays out. Write the currency into its column, such as USD.
incoming-cell-currency = not understood; it stays out. Write its three letters, such as JPY or USD.
incoming-cell-title = not part of the name; the name comes in without it.
incoming-cell-kind = no such kind; it stays out. Considering, client, former client, sponsor, referrer and peer are known.
incoming-cell-mode = not understood; it stays out. Online, visit, office, phone, event and elsewhere are known.
incoming-cell-status = not understood; it stays out. Held, cancelled, no show and rescheduled are known.
incoming-cell-day = not a day. Write it with its year, such as 2026-12-04.
incoming-cell-ahead = this day has not come yet. Only past sessions are brought in.
incoming-cell-minutes = not understood; it stays out. Write minutes as 90, 1:30 or 1h 30m.
incoming-cell-nobody = nobody of this name is here yet. Import the clients first.
incoming-cell-several = several people have this name. Add a column with mail addresses.
incoming-unreadable = { $name } could not be read at line { $line }, column { $column }: { $why } Nothing was changed.
incoming-why-too-large = it is larger than { $max } MB. Split it into several files.
incoming-why-archive = this is a workbook or an archive, which is not opened. Save it as CSV and bring that in.
incoming-why-binary = this is not a text file.
incoming-why-encoding = this is neither UTF-8 nor Shift_JIS. Save the file as UTF-8.
incoming-why-truncated = the file breaks off in the middle of a character. Export it again.
incoming-why-open-quote = a quotation mark opens here and is never closed.
incoming-why-columns = there are more than { $max } columns.
incoming-why-rows = there are more than { $max } rows. Split it into several files.
incoming-why-cells = with its empty cells the table has more than { $max } of them. Leave out columns that you do not need, or split it into several files.
incoming-why-cell = a cell is longer than { $max } characters.
incoming-why-width = this row has { $found } cells, and there are { $expected } headings.
incoming-why-empty = there is no row below the headings.
incoming-why-no-card = no address card (BEGIN:VCARD) begins here.
incoming-why-open-card = the card that begins here has no end. The file may be cut off.
incoming-why-card-line = this line says nothing that a card can hold.
incoming-why-card-version = only vCard 2.1, 3.0 and 4.0 are read. Export the cards in one of these versions.
incoming-why-no-calendar = no calendar (BEGIN:VCALENDAR) begins here.
incoming-why-open-part = the part that begins here has no end. The file may be cut off.
incoming-cli-unreadable = Nothing was taken in. { $n ->
    [one] One row
   *[other] { $n } rows
} cannot be read. Mend the file, or add --leave-out to take in the others.
incoming-cli-partly = Something stays out of { $n ->
    [one] one row
   *[other] { $n } rows
}: { $lines }.
incoming-cli-whose = There are several consultants; say with --member whose clients these are.
incoming-cli-map = --map { $told }: write HEADING=FIELD with a heading of the file and a field of `ryokai import --help`.
incoming-cli-order = Say it with --dates day-first, month-first or year-first. Nothing was taken in.
incoming-cell-no-zero = It seems to have lost the zero it begins with. It is taken as it is written.
