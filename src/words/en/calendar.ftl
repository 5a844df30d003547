# One's calendar: the secret link to it, one session as a file, another calendar read for sessions to log.
calendar-title = Calendar
calendar-open = A secret link for your calendar, and sessions from another one
calendar-name = Sessions
calendar-session = Session
calendar-with = Session { $initials }
calendar-feed = Your sessions in your calendar
calendar-feed-means = A link that your calendar reads. It shows days, and hours where they are known; no name and no word of a client.
calendar-made = This is the link. Give it to your calendar and to nobody else:
calendar-made-once = It is shown this once. If it is lost, make a new one.
calendar-since = There is a link since { $day }.
calendar-with-initials = It shows clients’ initials.
calendar-without-initials = It shows no initials.
calendar-revoke = End this link
calendar-anew = Make a new link
calendar-anew-means = The link there is now stops at once.
calendar-initials = Show clients’ initials
calendar-make = Make the link
calendar-read = Sessions from another calendar
calendar-read-means = It is read for sessions you may want to log. Nothing is saved by reading it, and it is not kept.
calendar-file = A calendar file (.ics)
calendar-file-hint = Its past events are looked at; files of up to 10 MB
calendar-address = Or the address of a calendar on this server
calendar-address-hint = Only http://127.0.0.1, http://[::1] or http://localhost
calendar-propose = Read it
calendar-proposed = Sessions you may log
calendar-nothing = There is no past event in it that could be a session.
calendar-left-out = { $n ->
    [one] One event was
   *[other] { $n } events were
} left out: called off, not readable, repeating within a day, or older than the 500 that are shown.
calendar-floating = { $n ->
    [one] One event names no time zone and is shown
   *[other] { $n } events name no time zone and are shown
} as if it were meant on your own clock. Look at the hour before you log.
calendar-unknown-zone = { $n ->
    [one] One event was
   *[other] { $n } events were
} left out because nobody knows the time zone “{ $zone }”.
calendar-unknown-zones = { $n ->
    [one] One more event was
   *[other] { $n } more events were
} left out because the time zones are unknown.
calendar-nothing-saved = Nothing is saved yet. Each line opens the log page with the day filled in.
calendar-log = Log it
calendar-log-with = Log it with { $name }
calendar-fetch-foreign = Only a calendar on this machine can be read: http://127.0.0.1, http://[::1] or http://localhost.
calendar-fetch-silent = No calendar came from this address. Look whether the program behind it is running.
session-calendar = Calendar file
