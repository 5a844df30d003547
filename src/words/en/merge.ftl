# Making one record of two.
merge-title = The same person?
merge-about = There are two records. Choose what to keep; sessions and contacts all come along.
merge-choose-about = Where one person has two records, see them side by side and make them one.
merge-likely = Alike
merge-another = Compare with somebody else
merge-nobody = There is nobody else.
merge-choose = Choose somebody
merge-choose-fault = Choose whom to put beside this record.
merge-nothing-alike = These two records have neither a name nor an address in common. Look again whether they are one person.
merge-with = With
merge-side-by-side = See side by side
merge-first = Added first
merge-later = Added later
merge-empty = (nothing)
merge-part-name = Name
merge-part-reading = Reading
merge-part-kind = Who they are
merge-part-status = Status
merge-part-role = Role
merge-part-mail = Mail
merge-part-phone = Phone
merge-part-locale = Language
merge-part-origin = How you met
merge-part-rank = Closeness
merge-part-purpose = What for
merge-part-fee = Fee
merge-part-sponsor = Sponsor
merge-part-listed = Consent to be listed
merge-part-began = Began
merge-part-ended = Ended
merge-part-retention = Kept until
merge-contacts = Contacts
merge-count = { $n }
merge-sum = Made one, there will be { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
 }, { $contacts ->
    [one] { $contacts } contact
   *[other] { $contacts } contacts
 } and { $promises ->
    [one] { $promises } promise
   *[other] { $promises } promises
 }. Sessions are numbered anew in the order of their dates. Circles, likes and busy times of both stay. A name you do not choose stays as an earlier name.
merge-shared = Colleagues who share the work ({ $who }) will see the whole record.
merge-do = Make them one
merge-undo-about = For 24 hours you can go back to two. If you choose “Another person”, you are not asked about these two again.
merge-joined = Made one
merge-joined-on = On { $day } two records were made one. What was not chosen is kept here.
merge-both = Before
merge-undo = Go back to two
merge-undo-means = What was written since about the records of the one who was added later goes back with them. Everything else written since stays with the one who goes on.
merge-until = They can be told apart until { $time } on { $day }.
merge-over = They could be told apart until { $time } on { $day }, and only while neither was joined to anybody else.
merge-not-undone = They are still one; nothing was changed.
merge-too-late = 24 hours are over, or another record was joined since.
merge-grown = These were written since and rest on records of both. Take them back first, or correct them on the page of their session; then you can go back to two.
merge-grown-unnamed = Something was written since that belongs to both records and cannot be told apart. Correcting the sessions written since may make it possible.
merge-its-session = Open this session
merge-noted = The record of { $name } was made one with this.
merge-look = See what both were
merge-open = Make one with another record
merge-alike = Somebody here has a similar name: { $name }
