-- What lists show of the questions that are open: how many, and the session that the latest of them is about.
ALTER TABLE standing ADD COLUMN open_questions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standing ADD COLUMN asks_in TEXT;
-- Every glance is made anew: lines kept as typed are questions from now on.
UPDATE standing SET valid_until = valid_from;
