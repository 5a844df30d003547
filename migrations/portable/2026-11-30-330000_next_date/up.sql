-- When one meets next is derived differently. A glance that holds on no day is made anew from the facts.
UPDATE standing SET valid_until = valid_from;
