-- Erased clients of the log of hours whose first hour in it was in this year: so that each counts once.
ALTER TABLE kept_hours ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
