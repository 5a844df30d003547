# The page of one client, and the lists of clients and sessions.
client-san = {""}
client-role = { $role }.{" "}
client-came-to-us = Came to us on { $day }.{" "}
client-we-went = We went to them on { $day }.{" "}
client-introduced = Introduced to us on { $day }.{" "}
client-known-since = Known since { $day }.{" "}
client-origin = { $how }.{" "}
client-knew-us = How they knew us: { $how }.{" "}
client-sessions = { $n ->
    [0] No session yet.
    [one] One session.
   *[other] { $n } sessions.
 }
client-next = {" "}The next on { $day }.
client-brief = Read before you meet
client-profile = Profile
client-shares = Shared with
client-stands = Where we stand
client-on = on { $day }
client-since = since { $day }
client-next-step = Next step
client-status = Status
client-no-status = Not set yet
client-act-promise = Mark done or change
client-act-status = Change the status
client-act-message = Plan or let go
client-act-reception = Record how it landed
client-act-strain = Record the repair
client-act-contact = Record the reply
client-act-gift = Record thanks or how it landed
client-record-steps = Record what became of a want or need
client-taken-back = Taken back: { $n }
client-record-conversation = Record words on the conversation agreement
client-record-consultation = Record words on the consultation agreement
client-staircase = Staircase
client-staircase-about = Each rise and each fall rests on a date. The numbers point to the words below.
client-zero-recorded = What is not drawn was not recorded; it may have happened all the same.
client-wants-needs = Wants and needs
client-for-you-only = for you only; never in a summary
client-map-about = On the left what they say they want, on the right what it is for.
client-landing = Told, and how it landed
client-messages = Things to tell
client-why = Intention: { $why }
client-self-interest = You marked an interest of your own here.
client-message-state = { $state }, since { $day }
client-nothing-held = Nothing is held now.
client-promises = Promises
client-promises-open = { $n ->
    [0] none open
    [one] one open
   *[other] { $n } open
 }
client-no-promises = No promise is recorded yet. A promise has a date; ours and theirs are kept alike.
client-whose = Whose
client-promise = Promise
client-by = By
client-by-short = by
client-state = State
client-late = late
client-overdue = overdue
client-need-line = Need: { $text }
client-strains = Strains and repairs
client-sign = { $sign }
client-sign-before = { $sign } · just before: { $before }
strain-next-noticed = Next: name it, aloud.
strain-next-named = Next: ask what it was like for them.
strain-next-explored = Next: own your part, and agree what changes.
client-sessions-heading = Sessions
client-newest-first = newest first
client-no-sessions = No session is recorded yet.
client-all-sessions = All { $n } sessions
client-topic = They came to talk about
client-covered = Covered
client-covered-short = Covered:
client-no-topic = No topic recorded
client-about = About them
client-contacts = Contacts and gifts
client-no-contacts = No contact outside a session, and no gift, is recorded yet.
client-new-gift = Record a gift
client-contact = { $moved }, { $channel }
client-replied = ; answered { $day }
client-unanswered = ; not answered yet
client-gift-in = From them: { $what }
client-gift-out = To them: { $what }
client-gift-why = Intention: { $why }.{" "}
client-gift-landed = { $how }.{" "}
client-gift-thanked = Thanked { $day }.
clients-all = All
clients-none = Nobody here yet. A person is added with the first session you log.
clients-merge = Where somebody is here twice, “Make one with another record” on their page makes one of both.
clients-find = Find by name
clients-find-go = Find
clients-show = Which, and in which order
clients-of = { $from }–{ $to } of { $n }
clients-all-of = { $n ->
    [0] Nobody
    [one] One person
   *[other] { $n } people
}
clients-none-fits = Nobody fits what is chosen above.
clients-everybody = Show everybody
clients-back = Back
clients-order-name = By name
clients-order-last = By last contact
clients-order-next = By next date
clients-index = Initial
clients-index-all = A–Z
clients-other = #
clients-more = More
clients-last = last spoke { $day }
clients-next = next { $day }
client-older-contacts = { $n ->
    [one] One older contact or gift
   *[other] { $n } older contacts and gifts
}
