# The frame of every page, and the pieces of a form.
layout-mark = 了解
layout-mark-latin = ryokai
manifest-name = ryokai
manifest-about = A log of coaching sessions
layout-skip = Skip to the page
layout-places = Places
layout-languages = Language
layout-logout = Sign out
place-today = Today
place-log = Log
place-clients = Clients
place-network = Network
place-settings = Settings
form-faults = { $n ->
    [one] One thing needs another look
   *[other] { $n } things need another look
}
form-typed-again = What you typed here before and had not saved is back.
form-typed-drop = Show what is saved
form-kept = What you typed is still here.
form-empty = Please fill this in.
form-too-long = This is longer than { $max } characters.
form-character = Line { $line }, character { $column }: { $code } cannot be kept. Take it out, or type this again.
form-control = This contains a character that cannot be shown. Please type it again.
email-fault = This does not look like a mail address, such as name@example.org.
zone = Time zone
zone-fault = Please choose a time zone from the list.
form-save = Save
form-add = Add
form-save-zip = Save the ZIP
form-correct = Correct
form-save-correction = Save the correction
job-end = Call it off
job-stand = How far it is
