entry-and = {", "}
entry-due = by { $day }
entry-unread = Not understood; kept as written.
entry-agreement-auto = given
entry-resting-on = { $how }, on the words { $words }
