# The page on which everything that was written is found.
search-title = Search
search-label = A name, words, a note
search-about = Find clients, their words, wants, needs, what was told, promises, signs, notes, contacts and gifts. The beginning of a word is enough; put words between “ ” to find them side by side.
search-waiting = { $n ->
    [one] The record of one person is
   *[other] The records of { $n } people are
 } being made ready. Until then something may be missing here.
search-cut = This is longer than what can be looked for; only its beginning was used.
search-count = { $n ->
    [0] Nothing found
    [one] One place
   *[other] { $n } places
 }
search-one-letter = { $count } with “{ $typed }” alone, ordered by kind.
search-none = “{ $typed }” was not found.
search-none-about = Try another spelling. Records that were taken back, and those only others may see, are not searched.
search-anywhere = Look without the filters ({ $n })
search-by-kind = Kind
search-by-client = Who
search-by-time = When
search-by-whose = Whose
search-all = All
search-anybody = Anybody
search-of-person = { $n ->
    [one] one place
   *[other] { $n } places
 }
search-more-of = { $n ->
    [one] One more with { $name }
   *[other] { $n } more with { $name }
 }
search-pages = Pages
search-place-people = People { $first } to { $last } of { $all }
search-place-texts = { $first } to { $last } of { $all }
search-before = Before
search-next = Next
search-day-unread = “{ $typed }” cannot be read as a day. Write it like 1 Apr 2026. It was not used.
search-day-from = From
search-day-to = Until
search-when-any = Any time
search-when-quarter = Last three months
search-when-year = Last twelve months
search-when-days = Between two days
search-whose-all = All
search-whose-own = My clients
search-whose-shared = Shared with me
search-group-clients = Clients
search-group-words = Their words
search-group-agreements = Agreements
search-group-wants = Wants
search-group-needs = Needs
search-group-messages = Told and held
search-group-promises = Promises
search-group-signs = Signs
search-group-notes = Notes
search-group-contacts = Contacts
search-group-gifts = Gifts
search-group-drafts = Drafts
search-kind-client = Client
search-kind-quote = Their words
search-kind-consent = Words of agreement
search-kind-topic = They came to talk about
search-kind-want = Want
search-kind-guess = Need behind it
search-kind-need = Need
search-kind-need-wording = As they approved it
search-kind-told = Told
search-kind-held = Not said yet
search-kind-their-promise = Their promise
search-kind-our-promise = Our promise
search-kind-marker = Sign
search-kind-strain = Strain
search-kind-note = Note
search-kind-open-line = Not recorded yet
search-kind-addendum = Addendum
search-kind-contact = Contact
search-kind-gift = Gift
search-kind-our-words = Our words
search-kind-profile = Profile
search-nobody = There is nothing to search yet. Once you have logged a session, its words are found here.
search-unanswered = There was no answer. These are the results of what you looked for before. Press Search again.
