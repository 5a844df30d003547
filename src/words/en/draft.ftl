# The list of drafts
draft-title = Drafts
draft-most = Up to { $n } drafts are kept. None is deleted because it is old or because there are newer ones; once there are { $n }, a new one is not kept, and the page says so.
draft-count = { $n ->
    [one] One draft
   *[other] { $n } drafts
}
draft-none = There are no drafts.
draft-all = See all { $n } drafts
draft-discard = Discard
draft-here = Drafts on this device only. They have not been sent yet.
draft-more = More of it is on this device and has not been sent yet. It comes back when you open it.
draft-of = The session with { $name }
draft-of-nobody = A session without a client yet
draft-on = Session of { $day }.
dock-offline = There is no network. Nothing has been sent yet; what you wrote is still on this page and goes out once the network is back.
dock-noserver = The server does not answer. Nothing has been sent yet; what you wrote is still on this page and is sent again every ten seconds.
dock-nologin = Your sign-in has ended. Nothing has been sent yet; what you wrote is still on this page and goes out once you have signed in.
dock-another = Somebody else is signed in now. What you wrote is not sent; it is still on this page and goes out once you have signed in yourself.
dock-toolarge = This is too large for the server. What you wrote is still on this page. Make two sessions of it, or shorten it.
dock-refused = It was not saved. { $what } What you wrote is still on this page. Change it, or press Save once more.
dock-status = The server answered { $status }.
dock-nocopy = This device keeps no copy. Do not close this page before it is saved.
dock-restored = What was left on this device has been opened again.
dock-elsewhere = This draft is open in another tab.
dock-taken = You are going on with this draft in another tab.
dock-gone = This draft was saved or discarded in another tab.
dock-signout = Drafts that were not sent will be lost.
draft-locked = A text was kept here under an earlier password of yours. It cannot be opened any more.
log-offline = There is no network. What you write here is kept encrypted on this device and goes out once the network is back. Write the client’s name; you choose among your clients later.
dock-login = Sign in
dock-go = Continue here
copies-title = There are two different texts of this draft
copies-about = Choose the one to go on with. The other one stays as a draft of its own. Only what differs is shown.
copies-ours = On this screen
copies-theirs = On the server
copies-take-ours = Go on with the one on this screen
copies-take-theirs = Go on with the one on the server
draft-of-correction = A correction of the session with { $name }
draft-waiting = Begun and not saved yet
draft-discard-sure = Press again to discard it; it cannot be had back
draft-pressed = Save was pressed: it goes out once the network is back.
unsent-sent = What you saved for { $name } without a network has been sent.
unsent-away = What you saved for { $name } has not been sent yet. It goes out once the network is back.
unsent-asked = What you saved for { $name } is not recorded yet: there is something to look at first. Everything you wrote is kept.
unsent-open = Open it
unsent-saved = It is saved. There is no network now: the page that says what changed opens once it is back.
