-- Every whole copy that has left the database, so that whoever must erase somebody knows where they still are.
CREATE TABLE whole_copy (
    id TEXT NOT NULL PRIMARY KEY,
    -- None where it holds every practice of the database.
    practice TEXT REFERENCES practice (id),
    -- None where it was made on the command line.
    member TEXT REFERENCES member (id),
    made_at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    -- Whose records are in it.
    scope TEXT NOT NULL,
    -- The file it was written to; none where a browser took it.
    place TEXT,
    sha256 TEXT NOT NULL,
    CONSTRAINT whole_copy_kind CHECK (kind IN ('account', 'backup', 'before_migration')),
    CONSTRAINT whole_copy_scope CHECK (scope IN ('database', 'practice', 'own'))
);
CREATE INDEX whole_copy_made ON whole_copy (made_at);

-- True where a member lets their clients be part of what the owner exports of the whole practice.
ALTER TABLE member ADD COLUMN in_account BOOLEAN NOT NULL DEFAULT FALSE;
