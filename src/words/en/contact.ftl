# Recording a contact outside a session.
contact-title = Record a contact
contact-mover = Who moved first
contact-channel = How
contact-replied = Answered on
contact-replied-hint = Leave empty while nobody has answered.
contact-note = Note, for you only
contact-words = Their words
contact-words-hint = As they wrote or said them; leave empty if none.
