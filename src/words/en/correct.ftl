# Correcting a session, and taking one back.
correct-whose = Wrong client
correct-whose-same = Leave as it is
correct-whose-about = If you choose somebody else, the whole session moves to them. Both records will say so.
correct-stays = This page has no field for the following. They stay as they are.
correct-reaches = Other records are affected
correct-reaches-about = Nothing has been changed yet. The following records cannot stay as they are after your correction.
correct-reached = Records affected
correct-how-taken-back = will be taken back, too
correct-how-loosened = will stay, without its link to this record
correct-how-left-behind = cannot move to the other client
correct-how-recounted = whether it is the first yes or a renewal changes
correct-how-set-back = was corrected since; saving sets it back
correct-go-on = Correct it like this
correct-keep = Keep these, save the rest
correct-taken-back-since = This session was taken back after you opened this page
correct-taken-back-since-about = Nothing was saved; what you typed is below, and stays among your drafts. To save it, put the session back in “Taken back”, then press Save here once more.
correct-signed-since = This session was signed after you opened this page
correct-signed-since-about = A signed session is not corrected any more, so nothing was saved; what you typed is below, and stays among your drafts. What has to be said can be added below the session as an addendum.
correct-signed-open = Open the session and add an addendum
correct-taken-back = This session was taken back
correct-taken-back-about = It counts nowhere, but it is not gone: it can be put back whole.
correct-taken-back-list = Put it back from “Taken back”
correct-new-about = If they are not on file yet, name them here: they are added, and the session moves to them.
correct-go-back = Back to the page
correct-done = Corrected.
correct-undone = The correction is undone.
correct-undone-since = undone since
correct-moved = Moved to another client.
correct-moved-back = The session is moved back.
correct-moved-back-empty = The record of { $name } is still there, without a session.
sessions-skipped = No session has the number { $no } any more: it was taken back or moved. The others keep theirs, so that they agree with what you have handed out.
correct-move-back = Move it back
correct-same = Nothing was changed.
correct-came = Moved here from { $name }.
correct-came-unnamed = Moved here from another person.
correct-changed-since = This session was changed since you opened this page
correct-changed-since-about = Nothing was saved yet; what you typed is below. If you save it, only what you changed on this page is changed; where both changed the same, yours holds. Since you opened it:
correct-profile = The client’s name and details are changed as you wrote them. An earlier name is kept.
correct-profile-stays = The session is saved. The client’s name and details were changed elsewhere since and stay as they are now; change them on the profile.
correct-changes = Corrections
correct-was-changed = changed
correct-was-taken-back = taken back
correct-gone = The session of { $day } was moved to somebody else
correct-gone-to = Open it with { $name }
correct-gone-end = .
correct-gone-unnamed = It is now with somebody whose record you cannot see.
fault-session-gone = This session, or the record of the client you chose, cannot be opened now. What you wrote is still on this page.
take-back-title = Take back this session
take-back-record = Take back this record
take-back-about = In the record of { $name }. { $n ->
    [one] This one record is
   *[other] These { $n } records are
 } taken back.
take-back-changed = The record has changed since you opened this page. Nothing has been taken back yet. Please look again.
take-back-signed = A signed session rests on this
take-back-signed-about = The following records are in a signed session and cannot be touched, so nothing was changed.
take-back-then = Take it back
take-back-stage = Afterwards you stand at “{ $to }”.
take-back-why = Reason (optional)
take-back-reason = Another reason
take-back-why-person = Wrong client
take-back-why-day = Wrong date
take-back-why-twice = Logged twice
take-back-do = { $n ->
    [one] Take back 1 record
   *[other] Take back { $n } records
 }
take-back-no = Cancel
take-back-rather = If only the client or the date is wrong, you can correct it instead.
recalled-title = Add words remembered later
recalled-about = Below a signed session, words are kept in substance. They count from today, the day they are written down.
recalled-on = remembered and written down on { $day }
take-back-held = It cannot be taken back now
take-back-to-profile = Open the profile
take-back-consent = The consent to show something to the sponsor rests on words said here. Take that consent off the profile page first.
