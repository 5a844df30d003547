ALTER TABLE member DROP COLUMN training_from;
