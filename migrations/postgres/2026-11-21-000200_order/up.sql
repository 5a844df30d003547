-- Lists stand in the same order on both engines, whatever language the server was set up in.
ALTER TABLE person ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE person ALTER COLUMN id TYPE TEXT COLLATE "C";
