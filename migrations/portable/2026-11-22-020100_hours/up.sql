-- The day a member's own training as a coach began: earlier hours are not in their log.
ALTER TABLE member ADD COLUMN training_from DATE;
