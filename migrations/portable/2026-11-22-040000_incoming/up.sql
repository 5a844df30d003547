-- A file that was handed in and is not taken in yet: its owner's alone, and swept when it is left.
CREATE TABLE upload (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    -- The domain's Upload as JSON.
    body TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX upload_member ON upload (member, updated_at);
CREATE INDEX upload_age ON upload (updated_at);

-- What one file brought, so that it can be taken back.
CREATE TABLE import (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    done_at TIMESTAMP NOT NULL,
    -- The file's name.
    name TEXT NOT NULL,
    people_added INTEGER NOT NULL,
    people_changed INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    undone_at TIMESTAMP
);
CREATE INDEX import_member ON import (member, done_at);

CREATE TABLE import_part (
    import TEXT NOT NULL REFERENCES import (id),
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    added BOOLEAN NOT NULL,
    -- The person's version behind it: another one means that something was built upon it.
    version BIGINT NOT NULL,
    -- The profile before it, where it was changed.
    profile_before TEXT,
    -- The ids of the records that it brought, as JSON.
    records TEXT NOT NULL,
    PRIMARY KEY (import, person)
);
