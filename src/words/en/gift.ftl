# Recording a gift or kindness.
gift-title = Record a gift or kindness
gift-direction = Who gave
gift-kind = What kind
gift-what = What
gift-why = Why, in one line
gift-why-hint = First why; what it cost comes second.
