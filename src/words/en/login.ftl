# Signing in, and the first visit.
login-title = Sign in
login-email = Email address
login-password = Password
login-wrong = The mail address and the password do not go together. Please look at both again.
login-wait = There were many attempts to sign in. Please try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
login-busy = Many people are signing in just now. Please try again in a few seconds.
login-kept = Your sign-in had ended before this was saved. What you wrote is kept on this page: sign in, and it can be sent.
login-another = What is kept on this page was written by another member. It can only be sent when they sign in.
login-resend-title = What you wrote is still here
login-resend-means = It has not been saved yet. Send it once more, exactly as you wrote it.
login-resend = Send it now
password-rule = At least { $min } characters. A sentence only you would think of is best.
password-too-short = This is shorter than { $min } characters.
password-too-long = This is longer than { $max } characters.
password-too-common = This is one of the first passwords anybody would try. Please choose another.
setup-title = Welcome
setup-means = Nobody has used this ryokai yet. Name your practice and yourself; you will be its owner, and can invite colleagues later.
setup-closed-title = Not set up yet
setup-closed-means = Nobody can sign in to this ryokai yet.
setup-closed-spent = This link does not open anything. It may be more than an hour old or already used, or a command has founded a practice since.
setup-closed-where = What to do next is shown where ryokai was started: in the terminal, or in the log of the service. If somebody else runs it for you, ask them for the link.
setup-closed-anew = It is written there again each time ryokai starts. A link holds for one hour and works once.
setup-practice = Name of the practice
setup-practice-hint = It appears on the documents you hand over.
setup-name = Your name
setup-submit = Begin
