# Insights on a page: what answers them, their evidence, and setting them aside.
insight-title = What stands out
insight-none-shown = Nothing for now.
insight-evidence = Evidence
insight-explain = What this looks for
insight-also = { $n ->
    [one] One more, further down the list
   *[other] { $n } more, further down the list
}
insight-aside = { $n ->
    [one] One set aside
   *[other] { $n } set aside
}
insight-set-aside = Set it aside
insight-reason = Reason
insight-dismiss = It does not apply
insight-dismiss-means = It stays away until the facts change. The reason is kept.
insight-reason-fault = Write one line on why it does not apply; it is kept with the date.
insight-until = Until
insight-snooze = Look again on that day
insight-until-fault = Choose a day after today, within a year.
insight-recall = Bring it back
insight-dismissed = { $by } set it aside on { $day }: { $reason }
insight-snoozed = { $by } put it off on { $day }, until { $until }.

# The one act that answers each rule.
insight-way-R01 = Plan it, and ask first
insight-way-R02 = Ask next time, and log it
insight-way-R03 = Record how it landed
insight-way-R04 = Talk about it, and record it
insight-way-R05 = Name it next time, and log it
insight-way-R06 = Open it next time, and log it
insight-way-R07 = Record the next step of repair
insight-way-R08 = Ask it, or let it go
insight-way-R09 = Agree on a small step, and log it
insight-way-R10 = Answer, postpone or decline it
insight-way-R11 = Ask again, and record their words
insight-way-R12 = Ask first, and record their words
insight-way-R13 = Record the next step of repair
insight-way-R14 = Plan it, or let it go
insight-way-R15 = Plan it, or let it go
insight-way-R16 = Begin with it next time, and log it
insight-way-R17 = Offer one date, and record it
insight-way-R18 = Write once, and record it
insight-way-R19 = Get in touch, and record it
insight-way-R20 = Get in touch, and record it
insight-way-R21 = Park them
insight-way-R22 = Reply, and record it
insight-way-R23 = Write down why, or thank them
insight-way-R24 = Keep it, or agree on a new day
insight-way-R25 = Carry it, change it or drop it
insight-way-R26 = Ask next time, and log it
insight-way-R27 = Get in touch, and record it
insight-way-R28 = Look through the record
insight-way-R29 = Add to the record
insight-way-R30 = Ask what it is for, and log it
insight-way-R31 = Look at what stands between you
insight-way-R32 = Look through your people
insight-way-R33 = Look through your people
insight-way-R34 = Look through your people
insight-way-R35 = Look through your people
insight-way-G01 = Read it again
insight-way-G02 = Read it again
insight-way-G03 = Read it again
insight-way-G04 = Record what drew them
insight-way-G05 = Read the last one
