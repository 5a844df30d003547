# The brief before a session.
brief-title = Before you meet { $name }
brief-no-date = No date yet
brief-first = First
brief-last-words = Last words
brief-open-wants = Wants, open
brief-answered-wants = Wants answered, not yet said to be done
brief-may-tell = May be told now, if they say yes
brief-must-wait = Must wait
brief-ask-first = Ask first.
brief-agreed = They agreed to consult you on { $day }:
brief-lapses = Lapses { $day }.
brief-guesses = Not to be told; to be asked, as a question
brief-sponsor = { $name }, who pays, may know
brief-sponsor-nothing = Nothing: there are no words of consent.
brief-no-promises = None open on either side
brief-likes = They like
brief-no-likes = Nothing recorded yet
