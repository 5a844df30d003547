ALTER TABLE member DROP COLUMN in_account;
DROP TABLE whole_copy;
