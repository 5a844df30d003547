-- Whose record is on its way out: shown to nobody from the first turn on, and gone with the last one.
CREATE TABLE leaving (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    -- Who ordered it.
    member TEXT NOT NULL REFERENCES member (id),
    -- True once all facts are gone.
    emptied BOOLEAN NOT NULL,
    -- The facts that stay without a word of anybody's, as JSON; none where nothing stays.
    bare TEXT
);
CREATE INDEX leaving_member ON leaving (member);
