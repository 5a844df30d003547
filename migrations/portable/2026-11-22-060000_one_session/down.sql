ALTER TABLE export DROP COLUMN scope_session;
