# Correcting a contact or a gift.
amend-contact = Correct a contact
amend-gift = Correct a gift
amend-later = What was recorded later is not shown here.
amend-steps = See those records
