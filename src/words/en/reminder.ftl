# Quiet hours and the daily mail.
reminder-title = Reminders
reminder-about = Nothing comes by itself unless you ask for it here. Clients are never written to.
reminder-open = Quiet hours and a daily mail
reminder-mail = Daily mail
reminder-no-mail = This program has not been given a way to send mail. Your wish is kept; mail begins once whoever runs it names a mail server.
reminder-daily = Send me a mail once a day, with counts and links and no client’s name or words
reminder-hour = Send it from (hour)
reminder-hour-hint = 0 to 23, by your clock. On days without anything no mail comes.
reminder-hour-fault = An hour from 0 to 23, please.
reminder-quiet = Quiet hours
reminder-from = From
reminder-until = Until
reminder-quiet-hint = No mail comes in these hours; they may reach over midnight. Leave both empty for none.
reminder-time-fault = A time such as 21:30, please.
reminder-both-fault = Quiet hours need both a beginning and an end.
