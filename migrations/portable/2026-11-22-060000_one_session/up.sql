-- The one session that a document was about, where it was about one; its day alone does not tell it from another of
-- that day.
ALTER TABLE export ADD COLUMN scope_session TEXT;
