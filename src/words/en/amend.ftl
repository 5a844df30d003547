# Correcting a contact or a gift.
amend-contact = Correct a contact
amend-gift = Correct a gift
amend-open = Correct
amend-save = Save the correction
amend-later = What was recorded later does not stand here.
amend-steps = See those records
