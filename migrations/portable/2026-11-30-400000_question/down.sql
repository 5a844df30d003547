ALTER TABLE standing DROP COLUMN asks_in;
ALTER TABLE standing DROP COLUMN open_questions;
