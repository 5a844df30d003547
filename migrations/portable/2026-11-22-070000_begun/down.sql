ALTER TABLE kept_hours DROP COLUMN begun;
