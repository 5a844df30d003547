-- Two people who turned out to be one: who was joined to whom and when, and what it takes to tell them apart again.
CREATE TABLE merge (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    member TEXT NOT NULL REFERENCES member (id),
    -- Who goes on.
    kept TEXT NOT NULL REFERENCES person (id),
    -- Whose journal was joined to it. Their own row and journal stay as they were.
    gone TEXT NOT NULL REFERENCES person (id),
    done_at TIMESTAMP NOT NULL,
    -- The profile of who goes on, before and after, as JSON.
    profile_before TEXT NOT NULL,
    profile_after TEXT NOT NULL,
    -- What came along, by its ids, as JSON.
    moved TEXT NOT NULL,
    undone_at TIMESTAMP,
    CONSTRAINT merge_of_two CHECK (kept <> gone)
);
CREATE INDEX merge_kept ON merge (kept, done_at);
CREATE INDEX merge_gone ON merge (gone);
CREATE INDEX merge_practice ON merge (practice);
CREATE INDEX merge_member ON merge (member);

-- Who is joined to somebody else now, and is therefore shown to nobody: those of `merge` that were not undone.
CREATE TABLE merged (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    into_person TEXT NOT NULL REFERENCES person (id)
);
CREATE INDEX merged_into ON merged (into_person);
