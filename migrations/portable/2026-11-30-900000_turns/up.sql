-- A file comes in turn by turn, so that others can save in between. Until the last turn it is unfinished; the file that
-- it comes from waits beside it, and one file cannot come in twice at once.
ALTER TABLE import ADD COLUMN finished_at TIMESTAMP;
UPDATE import SET finished_at = done_at;
ALTER TABLE import ADD COLUMN upload TEXT;
CREATE UNIQUE INDEX import_upload_once ON import (upload);

-- Each column that points at another table has an index: without one, every row that goes is looked for in the whole of
-- the table that points at it.
CREATE INDEX share_shared_by ON share (shared_by);
CREATE INDEX fact_recorded_by ON fact (recorded_by);
CREATE INDEX draft_person ON draft (person);
CREATE INDEX submission_person ON submission (person);
CREATE INDEX export_practice ON export (practice);
CREATE INDEX export_member ON export (member);
CREATE INDEX audit_member ON audit (member);
CREATE INDEX insight_state_practice ON insight_state (practice);
CREATE INDEX whole_copy_practice ON whole_copy (practice);
CREATE INDEX whole_copy_member ON whole_copy (member);
CREATE INDEX import_part_person ON import_part (person);
CREATE INDEX erasure_practice ON erasure (practice);
CREATE INDEX erasing_closes ON erasing (closes);
