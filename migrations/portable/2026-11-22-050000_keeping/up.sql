-- Every erasure that was ordered: who, when, why, and which whole copies may still hold the person. Of the person only
-- the id stays, which points at nothing once they are erased. Nothing has written to the table so far.
DROP TABLE erasure;
CREATE TABLE erasure (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    person TEXT NOT NULL,
    ordered_by TEXT NOT NULL REFERENCES member (id),
    ordered_at TIMESTAMP NOT NULL,
    ending TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Ids of whole_copy, as a JSON list.
    copies TEXT NOT NULL,
    -- When what was deleted was taken out of the database's files as well; none until then.
    settled_at TIMESTAMP,
    CONSTRAINT erasure_ending CHECK (ending IN ('erased', 'pseudonymised')),
    CONSTRAINT erasure_reason CHECK (reason IN ('asked', 'term_over', 'handed_on', 'by_mistake'))
);
CREATE INDEX erasure_ordered ON erasure (ordered_by, ordered_at);

-- The one door through which facts go: open for a person while their row is here. No transaction can end with a row in
-- it, because `closes` points at what can never be.
CREATE TABLE never (id TEXT NOT NULL PRIMARY KEY, CONSTRAINT never_any CHECK (id <> id));
CREATE TABLE erasing (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    closes TEXT NOT NULL REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED
);

-- What of erased people still counts: sessions held and their minutes, for each year of a member's work.
CREATE TABLE kept_hours (
    member TEXT NOT NULL REFERENCES member (id),
    year INTEGER NOT NULL,
    clients INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    -- Clock minutes.
    minutes BIGINT NOT NULL,
    -- Those of them that count as coaching.
    paid BIGINT NOT NULL,
    pro_bono BIGINT NOT NULL,
    PRIMARY KEY (member, year)
);
