-- Without the columns, what was thrown away or undone would come back.
DELETE FROM insight_state WHERE undone_at IS NOT NULL;
ALTER TABLE insight_state DROP COLUMN undone_at;
DELETE FROM draft WHERE discarded_at IS NOT NULL;
ALTER TABLE draft DROP COLUMN discarded_at;
