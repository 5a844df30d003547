-- What the rules say of a person on a day, derived from the facts in the transaction that wrote them, like `standing`.
-- It holds for that day, that version of the person and those thresholds; otherwise it is made anew.
CREATE TABLE verdict (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    day DATE NOT NULL,
    version BIGINT NOT NULL,
    -- A fingerprint of the program's version and the practice's thresholds.
    made_under TEXT NOT NULL,
    -- How soon a look is due, 1 first; none if the rules are silent.
    urgency INTEGER,
    -- The domain's findings as JSON.
    findings TEXT NOT NULL,
    -- How the practice's figures see the person, as JSON.
    member TEXT NOT NULL
);

-- What was done with an insight: who, when, why. Appended only; of one rule the last act counts.
CREATE TABLE insight_state (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    member TEXT NOT NULL REFERENCES member (id),
    -- None where the insight is about the member's own practice.
    person TEXT REFERENCES person (id),
    rule TEXT NOT NULL,
    on_day DATE NOT NULL,
    -- The domain's act as JSON: dismissed with its reason and the evidence as it was, snoozed until a day, recalled.
    act TEXT NOT NULL,
    done_at TIMESTAMP NOT NULL
);
CREATE INDEX insight_state_person ON insight_state (person, done_at);
CREATE INDEX insight_state_member ON insight_state (member, done_at);
