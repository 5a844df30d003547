# Insights on a page: what answers them, their evidence, and setting them aside.
insight-title = What stands out
insight-none-shown = Nothing for now.
insight-evidence = Evidence
insight-explain = What this looks for
insight-also = { $n ->
    [one] One more, further down the list
   *[other] { $n } more, further down the list
}
insight-aside = { $n ->
    [one] One set aside
   *[other] { $n } set aside
}
insight-set-aside = Set it aside
insight-reason = Reason
insight-dismiss = It does not apply
insight-dismiss-means = It stays away until the facts change. The reason is kept.
insight-reason-fault = Write one line on why it does not apply; it is kept with the date.
insight-until = Until
insight-snooze = Look again on that day
insight-until-fault = Choose a day after today, within a year.
insight-recall = Bring it back
insight-dismissed = { $by } set it aside on { $day }: { $reason }
insight-snoozed = { $by } put it off on { $day }, until { $until }.
