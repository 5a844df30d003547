# The daily mail: counts and links, nothing else.
mail-subject = ryokai: { $n ->
    [one] one thing today
   *[other] { $n } things today
}
mail-waiting = { $n ->
    [one] One person came to you and waits for an answer.
   *[other] { $n } people came to you and wait for an answer.
}
mail-meetings = { $n ->
    [one] One session today.
   *[other] { $n } sessions today.
}
mail-due = { $n ->
    [one] A promise is due with one person.
   *[other] Promises are due with { $n } people.
}
mail-looks = { $n ->
    [one] Something stands out with one person.
   *[other] Something stands out with { $n } people.
}
mail-why = You asked for this mail once a day. Here you can change that:
