# The frame of every page, and the pieces of a form.
layout-mark = 了解
layout-mark-latin = ryokai
layout-skip = Skip to the page
layout-places = Places
layout-languages = Language
layout-logout = Sign out
place-today = Today
place-settings = Settings
form-faults = { $n ->
    [one] One thing needs another look
   *[other] { $n } things need another look
}
form-kept = What you typed is still here.
