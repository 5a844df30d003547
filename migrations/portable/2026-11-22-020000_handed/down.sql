ALTER TABLE member DROP COLUMN password_handed;
