# The shorthand: what each prefix is for, and what could not be read.
grammar-on = The day of the session
grammar-minutes = How long it took, in minutes
grammar-kind = Session or first meeting
grammar-status = Held, or how it was called off
grammar-planned = The day it was planned for
grammar-mode = How you met (online, visit, phone …)
grammar-initiator = Who moved first
grammar-ended = The time it ended
grammar-topic = What they came to talk about. “=1” covered, “=2” partly, “=3” not
grammar-quote = Their words. “~” marks the gist; “~nearly” works too
grammar-want = A want. It rests on the words above, or on words in quotation marks on its line. “w#2: done” moves want 2
grammar-need = A need (your guess). Words in quotation marks make it a hint. “n#1: acknowledged” moves it
grammar-conversation = Conversation agreement. It rests on their words after the colon or, with none there, on the words above. “?” declined, “=asked” we asked
grammar-consultation = Consultation agreement, written the same way. “#w2” or “#m1” makes it about that one thing
grammar-message = Something to tell. Give its intention on the next line with “why:”. “m#1: planned” moves it
grammar-why = The intention of the “m” or “s” line above
grammar-told = Something you told them. Permission “!1” to “!4”, “!0” not named yet, how it landed “>1” to “>6”. “s#1: !2 >1” tells message 1
grammar-landed = How something told earlier has landed, known only now: “landed#1: thinking”
grammar-sign = A sign you noticed, by name or number; what you saw may follow
grammar-before = What came just before the sign above
grammar-seen = What you saw at the sign above
grammar-strain = A strain you noticed. “r#1: named” moves it
grammar-theirs = Their promise. “@18 Jul” due, “#1” its need. “p#3: done” moves it
grammar-ours = Our promise, written the same way
grammar-closing = How it closed: 1 with a date, 2 courtesy, 3 nothing said
grammar-next = The next date: 18 Jul, +2w, next fri
grammar-checkout = The closing question: 1 yes, 2 partly, 3 no, 4 not asked
grammar-hours = What the session counts as: the group’s name if it has one, then tags: #12 people, =coach =consultant =mentor =trainer =supervisor, =paid =pro-bono =in-kind, =direct for somebody who reports to you
grammar-payer = Who paid, if somebody else
grammar-note = A note for yourself
grammar-kept = A line kept as you typed it

shorthand-expected = Understood here: { $list }
shorthand-expected-nothing = Nothing is counted there yet.
shorthand-no-prefix = This line has no colon. Begin with what it is about, for instance “q:”.
shorthand-unknown-prefix = This prefix is not one of the known ones.
shorthand-no-number-here = This prefix takes no number.
shorthand-no-such-number = There is nothing under this number yet. Numbers count from 1, in the order recorded.
shorthand-nothing-said = There is nothing after the colon.
shorthand-unreadable-date = This does not read as a date. Try 18 Jul, +2w or next fri.
shorthand-open-date = This could be two days. Write it out with its year, such as 4 Dec 2026.
shorthand-unreadable-time = This does not read as a time. Try 17:30.
shorthand-unreadable-minutes = This does not read as minutes. Try 60.
shorthand-unknown-value = This value does not belong to this line.
shorthand-unknown-sign = This is not the name or number of a sign.
shorthand-unknown-state = It does not say what became of it. Put that after the number: “w#2: done”.
shorthand-nothing-above = There is no line above that this could belong to: why goes under m or s, before and seen under x.
shorthand-twice = This has been said already.
shorthand-family-missing = Say after “=” whether it is stepping back or objecting.
shorthand-no-text-here = This line takes no text; the number says what it is about.
shorthand-misplaced = This tag does not belong here. @ is a date, # a number, ! the permission, > how it landed.
shorthand-too-long = This is too long for one field.
shorthand-control = This contains a character that cannot be kept.
