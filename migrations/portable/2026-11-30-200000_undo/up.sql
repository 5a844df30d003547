-- A draft that was thrown away can be taken up again for some weeks; then it is swept.
ALTER TABLE draft ADD COLUMN discarded_at TIMESTAMP;
-- An act with an insight that was undone stays, with when that was, and does not count.
ALTER TABLE insight_state ADD COLUMN undone_at TIMESTAMP;
