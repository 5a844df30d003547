question-title = Just one question
question-more =
    { $n ->
        [one] One more after this
       *[other] { $n } more after this
    }
question-count =
    { $n ->
        [one] One open question
       *[other] { $n } open questions
    }
question-hint = Tap a line to answer. Without an answer, the record stays as it is.
question-permission = Did you have their permission when you said it?
question-unknown = I don’t know
question-words = Did these words give you permission?
question-words-solicited = In which words did they ask for it?
question-words-imposed = In which words had they said no?
question-unheard = I didn’t hear any words
question-both = Did the same words agree to the conversation, too?
question-both-about = These words agreed to consult you. No conversation agreement is in force.
question-both-yes = Yes, the same words gave both
question-both-no = No, only to consult
question-why = What did you mean by it?
question-write = Record this intention
question-why-drop = Leave it unwritten
question-line = This line is not a record yet.
question-line-words = Which words does this line rest on?
question-line-text = The line
question-line-rewrite = Rewrite the line
question-line-record = Record this line
question-line-drop = Don’t record it
question-line-of-session = This line gives the session another day, or says that it was not held. That changes more than this line, so the session’s page shows it first.
question-line-correct = Correct it there
question-line-replaces = This line is about the session itself. Recording it takes the place of what the session says now; a note goes below the one there is.
question-line-ready = It can be recorded as it stands.
question-short-permission = Permission to tell
question-short-words = The words that gave permission
question-short-both = The conversation agreement in the same words
question-short-line = A line that is not a record yet
question-short-why = What you meant
question-settled = A question that was closed
question-sign = These are still open. Once you sign, they can no longer be answered.
question-line-day = The day
