# How long records are kept, handing everything over to the person themselves, and the end of a record.
retention-title = Keeping
retention-of = Keeping the record of { $name }
retention-means = How long you keep what is written here, and what you do when the time is over.
retention-until = Kept until
retention-until-day = Kept until { $day }.
retention-set-by-hand = You set this day.
retention-after-last = Counted from the last session, on { $day }.
retention-never-met = Counted from the last exchange, for there was no session.
retention-another-day = Keep it until
retention-why = Why
retention-keep-on = Keep it until then
retention-fault-until = Choose a day after today.
retention-hold = Legal hold
retention-held = On hold: nothing of it can be erased.
retention-not-held = Put the record on hold when it has to stay for a legal reason, such as a dispute. Until you lift the hold, nothing of it can be erased.
retention-hold-do = Put it on hold
retention-lift = Lift the hold
retention-lifted = Last lifted: { $why }
retention-review = Due for review
retention-review-open = Records whose time is over
retention-review-means = Records you need not keep any longer. For each one, keep it on with a reason, or let it end.
retention-due = Your records
retention-none-due = Nothing is due.
retention-practice = The whole practice
retention-due-count = { $n } due
retention-years-open = How long records are kept

access-title = Hand over everything
access-means = One ZIP with all that is kept of this person: what is theirs to read in one folder, your own notes in another, and an index.
access-open = See what is in it
access-in-it = What is in it
access-what = What
access-number = How many
access-span = From and to
access-who = Who
access-detail = Detail
access-others = Others named in it
access-nobody = No name of anybody else you know was found.
access-named = { $n ->
    [one] In one place somebody else is named. Read it
   *[other] In { $n } places somebody else is named. Read them
} before you hand this over, and black out what is not this person’s to know.
access-unknown-names = Only names recorded in ryokai can be found. Read the documents through as well.
access-looked = I have looked for what belongs to others
access-fault-looked = Look through it first, then tick the box.
access-fault-changed = The record changed after you looked through it. Look through it as it is now, then tick the box again.
access-file = Record of { $name }
access-heading = Everything kept of { $name }
access-about = As of { $day }. Folder 1 holds the shared record. Folder 2 holds the notes written for our own work: they contain guesses and impressions, not findings.
access-kind-sessions = Sessions
access-kind-words = Words, theirs and ours
access-kind-agreements = Steps of the agreements
access-kind-wants = Wants
access-kind-needs = Needs and guesses
access-kind-messages = Things to tell
access-kind-signs = Signs noticed
access-kind-strains = Strains
access-kind-promises = Promises
access-kind-contacts = Contacts
access-kind-gifts = Gifts
access-kind-status = Changes of status
access-kind-exports = Documents handed over
access-kind-log = What was done with the record
access-kind-drafts = Drafts
access-file-name = File
access-file-summary = What is theirs to read, to print, to read and to edit
access-file-file = Everything recorded of them, likewise
access-file-records = The same records for a program

erase-title = End the record
erase-of = End the record of { $name }
erase-means = Erase everything, or leave only the bare sessions under a name that says nothing. Neither can be undone.
erase-open = Go on to ending it
erase-held = The record is on hold. Lift the hold first.
erase-stays = What stays
erase-stays-means = That you ended a record, when and why, and what was handed over before: date, kind and fingerprint, without the name. The log keeps what was done with the record and when, under a number that then belongs to nobody. Session hours stay in your yearly totals. What colleagues with whom the record is not shared have written stays with them.
erase-how = How it ends
erase-way-erased = Erase everything
erase-way-pseudonymised = Leave the bare sessions
erase-way-means-erased = Their file, drafts about them, and everything worked out from it. Of the hours only the total of each year stays.
erase-way-means-pseudonymised = Days, minutes and status stay, under a code instead of the name. Every word goes.
erase-confirm = Their whole name, as a confirmation
erase-confirm-hint = Type: { $name }
erase-ask = This cannot be undone. Type the whole name to go on ({ $name }):
erase-fault-way = Choose how it ends.
erase-fault-confirm = This is not their whole name, so nothing was changed. Type it as it is recorded.
erase-no-copies = No backup or whole export that ryokai knows of holds this person.
erase-copies = { $n ->
    [one] One copy made outside the database may still hold this person. Delete it, or let it run out:
   *[other] { $n } copies made outside the database may still hold this person. Delete them, or let them run out:
}
erase-settled = It is out of the database’s files as well.
erase-settling = It is out of the database. Its files are being rewritten now; this page goes on by itself.
erase-unsettled = It is out of the database. Its files are rewritten as soon as nobody is in the way; ryokai tries again every hour.
erase-past = Records you ended
erase-counted = Hours that stay
erase-counted-year = { $year }: { $sessions ->
    [one] 1 session
   *[other] { $sessions } sessions
} with { $clients ->
    [one] 1 person
   *[other] { $clients } people
}, { $hours } hours; as coaching, { $paid } paid and { $free } pro bono
ending-erased = Erased
ending-pseudonymised = Only the bare sessions are left
ends-because-asked = They asked for it
ends-because-term-over = Its time is over
ends-because-handed-on = Somebody else keeps the record now
ends-because-by-mistake = It was recorded by mistake
copy-kind-account = Whole export
copy-kind-backup = Backup
copy-kind-before-migration = Copy made before an update
erase-named = Named in other people’s records
erase-named-means = These records belong to others and stay. See first whether the name may stay in them. Only names that are recorded here can be found.
erase-named-more = { $n ->
    [one] There is one more place.
   *[other] There are { $n } more places.
}
