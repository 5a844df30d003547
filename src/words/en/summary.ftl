# The documents that are handed over, and the page they are handed over from.
summary-title = Summary of this period
summary-title-day = Summary of { $day }
summary-name = { $name }: summary
summary-made = made on { $day }
summary-period = Period
summary-span = { $from } to { $to }, { $sessions ->
        [one] { $sessions } session
       *[other] { $sessions } sessions
    }
summary-for = For
summary-made-on = Made on
summary-revised = Revised
summary-revised-on = This replaces the copy you were given before. Corrected on { $day }.
summary-session-no = Session { $n }
summary-col-day = Date
summary-col-session = Session
summary-col-topic = Topic
summary-on = { $day }.

summary-topics = What you came to talk about
summary-words = Words we kept
summary-matters = What you said matters
summary-told = What we talked over
summary-promises = Decisions and promises
summary-left-open = Left open by agreement
summary-next = Next time
summary-about = About this record

summary-want-done = You told us on { $day } that this is done.
summary-want-declined = On { $day } we told you that we cannot take this on.
summary-want-deferred = { $day }. We agreed to leave this for later.
summary-told-sentence = { $text }. That is what we said.
summary-told-asked = You asked for it.
summary-told-agreed = We asked first, and you agreed to hear it.
summary-told-interest = We have an interest of our own in this.
summary-promise-yours = Your promise.
summary-promise-ours = Our promise.
summary-promise-due = Due { $day }.
summary-promise-carried = Carried over on { $day }.
summary-promise-done = Done on { $day }.
summary-promise-missed = Not kept ({ $day }).
summary-promise-renegotiated = Agreed again on { $day }.
summary-promise-dropped = Called off on { $day }.
summary-agreed-talk = We agreed to talk things over together.
summary-agreed-advice = We agreed that you bring us your questions for advice.
summary-agreed-talk-about = We agreed to talk about this: { $topic }.
summary-agreed-advice-about = We agreed that you ask our advice on this: { $topic }.
summary-agreed-again = again on { $day }
summary-about-text =
    { $colleagues ->
        [0] Only you and { $consultant } can see this record.
        [one] You, { $consultant } and one colleague who shares the work can see this record.
       *[other] You, { $consultant } and { $colleagues } colleagues who share the work can see this record.
    } { $held ->
        [yes] If something is wrong,
       *[no] If something is wrong or should go,
    } tell { $consultant }: you will get a corrected copy, marked as revised, with its date.
summary-kept-until = This record is kept until { $day }.
summary-kept-over = The time for which this record is kept ended on { $day }.
summary-kept-held = This record is kept for a legal reason until that reason ends, and cannot be deleted before.
summary-kept-asked = It is deleted at any time if you ask.

# The consultant's own file.
file-title = The whole record
file-name = { $name }: record
file-purpose = Purpose
file-person = About them
file-status = Where the work stands
file-staircase = How the relationship moved
file-agreements = Agreements, in their words
file-wants = Wants
file-needs = Needs
file-messages = Things to tell, and how they landed
file-strains = Strains and repairs
file-promises = Promises
file-sessions = Sessions
file-contacts = Contacts
file-gifts = Gifts and kindnesses
file-retention = How long it is kept
file-role = Role
file-reading = Reading
file-origin = How we met
file-fee = Fee a month
# Money by its currency; one that is not known here by its code.
money = { $code ->
        [JPY] ¥{ $amount }
        [GBP] £{ $amount }
        [EUR] €{ $amount }
       *[other] { $amount } { $currency }
    }
file-sponsor = Who pays
file-preference = Likes
file-busy = Busy
file-col-what = What
file-col-text = Text
file-col-day = Date
file-col-status = State
file-col-note = Note
file-col-stage = Stage
file-col-talk = Conversation
file-col-advice = Consultation
file-col-words = Their words
file-col-agreement = Agreement
file-col-event = Event
file-col-kind = Kind
file-col-whose = Whose
file-col-promise = Promise
file-col-due = Due
file-col-mover = Who moved first
file-col-channel = By
file-col-replied = Answered
file-linked-need = Linked need
file-their-wording = Wording they approved
file-unkept = A line that could not be recorded
file-addendum = Added later
file-thanked = thanked on { $day }
file-labelled = { $label }: { $text }
file-insights = Insights
file-log = What was done with this record
file-col-insight = Insight
file-col-aside = What was done
file-col-reason = Why
file-col-who = By whom
file-col-act = What was done
file-col-about = What, to whom
file-dismissed = Set aside
file-snoozed = Put off until { $day }
file-recalled = Brought back
audit-exported = Document handed over
audit-client-shared = Shared with a colleague
audit-client-share-ended = Sharing ended
audit-insight-dismissed = Insight set aside
audit-insight-snoozed = Insight put off
audit-insight-recalled = Insight brought back
audit-insight-undone = Act with an insight undone
audit-insight-redone = Act with an insight done again
file-legal-hold = Deletion is on hold for a legal reason.
file-keeping-why = Why: { $why }

# The pseudonymised copy for a supervisor.
supervisor-title = Pseudonymised record
supervisor-name = Client A: pseudonymised record
supervisor-what = What this is
supervisor-what-text = A pseudonymised record. Names are given as roles, days as weeks since the work began, figures as orders of magnitude. It is not anonymous: please treat it as confidential.
supervisor-until = up to week { $n }
supervisor-span = Weeks { $from } to { $to }, { $sessions ->
        [one] { $sessions } session
       *[other] { $sessions } sessions
    }
supervisor-revised = This replaces an earlier copy. Corrected in week { $n }.
supervisor-question = What I want from supervision
supervisor-client = Client A
supervisor-timeline = Course
supervisor-wants-needs = Wants and needs
supervisor-held = What I hold and have not said
supervisor-told = What was told, and how it landed
supervisor-closed = Moments it closed
supervisor-strains = Strains and repairs
supervisor-promises = Promises
supervisor-further = Questions
supervisor-week = Week { $n }
supervisor-mine = Mine
supervisor-col-week = Week
supervisor-col-sign = Sign
supervisor-col-before = Just before
supervisor-col-seen = What I saw
veil-name-client = Client A
veil-name-consultant = [consultant]
veil-name-colleague = [colleague]
veil-name-sponsor = [who pays]
veil-name-known = [somebody they or I know]
veil-name-circle = [circle]
veil-name-somebody = [name]
veil-date = [date]
veil-number-few = [a few]
veil-number-tens = [tens]
veil-number-hundreds = [hundreds]
veil-number-thousands = [thousands]
veil-number-ten-thousands = [tens of thousands]
veil-number-millions = [a million or more]
veil-age = [in their { $n }s]
veil-address = [address]
doubt-name = A name stood here. Could the rest still say who is meant?
doubt-stranger = This looked like a name or a place.
doubt-address = An address or a number stood here.
doubt-rare = A rare fact may say who is meant.

# The sponsor's copy.
sponsor-title = Attendance and agreed goals
sponsor-name = { $name }: attendance and goals
sponsor-for = For
sponsor-client = About the work with
sponsor-span = { $from } to { $to }
sponsor-attendance = Attendance
sponsor-held = { $n ->
        [0] No session was held.
        [one] One session was held.
       *[other] { $n } sessions were held.
    }
sponsor-goals = Agreed goals
sponsor-no-goal = No goal has been agreed on in their own words yet.
sponsor-about = { $name } agreed to your reading this. What is said in the sessions stays between the two of us.

# The page they are handed over from.
summary-page = Hand over a document
summary-profile = For whom
summary-scope = About what
summary-scope-period = A period (without dates, from the start)
summary-from = From
summary-to = Until
summary-lang = Language
summary-show = Preview
summary-leaves = This is what you hand over.
summary-hand-over = Hand over
summary-changed = The record changed after you saw the sheet. Below is the sheet as it is now. Choose once more how to hand it over.
summary-left-out = Not in this copy
summary-left-out-kind = { $kind } { $n }
summary-past = Handed over before
summary-past-whole = from the start
summary-fault-day = This cannot be read as a date. Write it like 2025-12-31.
summary-fault-order = The last day lies before the first.
summary-fault-session = There is no such session.
summary-fault-profile = Choose whom it is for.
summary-fault-lang = Choose Japanese or English.
profile-client = The client (summary)
profile-file = Yourself (the whole record)
profile-access = Everything that is kept of them
profile-calendar = A session for a calendar
format-pdf = PDF
format-html = HTML
format-md = Markdown
format-json = JSON
format-zip = ZIP
format-ics = iCalendar
left-out-note = notes
left-out-addendum = later additions
left-out-why = intentions
left-out-contact = contacts
left-out-gift = gifts
left-out-preference = likes and busy times
left-out-guess = guesses
left-out-untold = things to tell that are not printed
left-out-sign = signs
left-out-strain = strains
left-out-checkout = closing questions
left-out-circle = pillars
left-out-fee = fees
left-out-origin = how you met
left-out-sponsor = who pays
left-out-withdrawn-want = withdrawn wants
left-out-other-words = other words
summary-fault-looked = Read the lines above, then tick that you have.
summary-question = What you want from supervision
summary-who = Client A in two lines
summary-further = Further questions
summary-doubt = Lines that may still say who is meant
summary-doubt-keep = Print them once I have read them
summary-doubt-leave = Leave them out
summary-look = Look at these lines before they leave
summary-looked = I have read them; nobody can tell from them who is meant.
summary-lacking-sponsor = There is no such sheet yet: nobody is recorded as the one who pays.
summary-lacking-consent = There is no such sheet yet: it needs the client’s own words of consent, said in a session or a contact.
summary-lacking-views = There is no such sheet yet: it is not recorded what the client consented to.
summary-lacking-question = Write what you want from supervision, and the sheet follows.
summary-lacking-veil = The names could not be taken out, so that no sheet was made. Nothing has left. Shorten unusually long names, or choose another sheet.
summary-lacking-go = Record it on their page
profile-supervisor = A supervisor (pseudonymised)
profile-sponsor = The sponsor (attendance and goals)
format-docx = Word (DOCX)
left-out-name = names (given as roles)
left-out-date = dates
left-out-topic = topics
left-out-want = wants
left-out-need = acknowledged needs
left-out-told = things told
left-out-promise = promises
summary-signs = In the PDF these signs will be shown as “〓”. The other formats keep them.
summary-signs-at = { $place }: { $signs }
