# Recording one step.
step-title = Record a step
step-which = The step
step-to = What happened
step-none = There is no step to take from here now.
step-words = Their words
step-place = Where it happened
step-on = Day
step-on-hint = Words and sessions bring their own day.
step-reason = In a line of yours
step-record = Record
step-choose = Choose what happened.
step-nothing-chosen = –
step-dated = { $day }: { $text }
step-contact = Contact of { $day }
step-gift = Gift: { $what }
step-day-fault = Write the day as year-month-day, today or earlier.
step-reason-fault = This line cannot be read.
