-- True while a member signs in with a password that somebody else has made for them.
ALTER TABLE member ADD COLUMN password_handed BOOLEAN NOT NULL DEFAULT FALSE;
