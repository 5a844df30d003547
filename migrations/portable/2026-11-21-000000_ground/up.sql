-- The whole ground in the dialect that both engines read. Ids are texts that the program supplies; moments are
-- UTC in whole microseconds; days are days in the consultant's own zone.

CREATE TABLE practice (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT practice_name_once UNIQUE (name)
);

CREATE TABLE member (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    name TEXT NOT NULL,
    reading TEXT,
    -- Normalised; none for someone who came with a file and has no sign-in yet.
    email TEXT,
    password_hash TEXT,
    role TEXT NOT NULL,
    lang TEXT NOT NULL,
    tz TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    quiet_from TIME,
    quiet_until TIME,
    active BOOLEAN NOT NULL,
    external_id TEXT,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT member_email_once UNIQUE (email),
    CONSTRAINT member_external_once UNIQUE (practice, external_id),
    CONSTRAINT member_role CHECK (role IN ('owner', 'consultant')),
    CONSTRAINT member_lang CHECK (lang IN ('ja', 'en')),
    CONSTRAINT member_capacity CHECK (capacity BETWEEN 1 AND 1000)
);

CREATE TABLE login (
    -- SHA-256 of the cookie's token: what is stolen here opens nothing.
    token_hash TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    csrf TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX login_member ON login (member);
CREATE INDEX login_expiry ON login (expires_at);

CREATE TABLE login_attempt (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    tried_at TIMESTAMP NOT NULL,
    CONSTRAINT login_attempt_kind CHECK (kind IN ('account', 'address'))
);
CREATE INDEX login_attempt_recent ON login_attempt (kind, key_hash, tried_at);
CREATE INDEX login_attempt_age ON login_attempt (tried_at);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    consultant TEXT NOT NULL REFERENCES member (id),
    external_id TEXT,
    kind TEXT NOT NULL,
    display_name TEXT NOT NULL,
    -- Reading, or name where there is none, folded for sorting.
    sort_key TEXT NOT NULL,
    -- The domain's Person as JSON.
    profile TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CONSTRAINT person_external_once UNIQUE (practice, external_id),
    CONSTRAINT person_kind
        CHECK (kind IN ('prospect', 'client', 'former_client', 'sponsor', 'referrer', 'peer'))
);
CREATE INDEX person_list ON person (practice, sort_key, id);
CREATE INDEX person_consultant ON person (consultant);

CREATE TABLE share (
    person TEXT NOT NULL REFERENCES person (id),
    member TEXT NOT NULL REFERENCES member (id),
    shared_by TEXT NOT NULL REFERENCES member (id),
    shared_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person, member)
);
CREATE INDEX share_member ON share (member);

CREATE TABLE pillar (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    name TEXT,
    name_ja TEXT,
    name_en TEXT,
    position INTEGER NOT NULL,
    external_id TEXT,
    CONSTRAINT pillar_external_once UNIQUE (member, external_id),
    CONSTRAINT pillar_named CHECK (name IS NOT NULL OR name_ja IS NOT NULL OR name_en IS NOT NULL)
);

-- The journal. Appended only; the triggers of each engine hold that for every door.
CREATE TABLE fact (
    person TEXT NOT NULL REFERENCES person (id),
    id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    noun TEXT NOT NULL,
    on_day DATE NOT NULL,
    session TEXT,
    -- The record that this one is a part of, or strikes.
    about TEXT,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT REFERENCES member (id),
    -- The domain's Fact as JSON.
    body TEXT NOT NULL,
    PRIMARY KEY (person, id),
    CONSTRAINT fact_seq_once UNIQUE (person, seq)
);
CREATE INDEX fact_session ON fact (person, session);
CREATE INDEX fact_noun ON fact (person, noun, on_day, seq);
CREATE INDEX fact_void ON fact (person, about) WHERE noun = 'void';
CREATE UNIQUE INDEX fact_signed_once ON fact (person, session) WHERE noun = 'signed';

-- What lists show of a person, derived from the facts in the transaction that wrote them.
CREATE TABLE standing (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    valid_from DATE NOT NULL,
    -- The first day on which the clock alone may change something here; none if it never will.
    valid_until DATE,
    status TEXT,
    stage INTEGER NOT NULL,
    closeness INTEGER,
    conversation TEXT NOT NULL,
    conversation_lapses_on DATE,
    consultation TEXT NOT NULL,
    consultation_lapses_on DATE,
    suspended BOOLEAN NOT NULL,
    open_strains INTEGER NOT NULL,
    missing TEXT NOT NULL,
    last_two_way DATE,
    last_session_on DATE,
    session_count INTEGER NOT NULL,
    next_on DATE,
    waiting_since DATE,
    due_on DATE
);
CREATE INDEX standing_expiry ON standing (valid_until);

CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (id),
    person TEXT REFERENCES person (id),
    -- The form's raw fields as JSON, exactly as typed.
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX draft_member ON draft (member, updated_at);

-- One saved form, once, however often it is sent.
CREATE TABLE submission (
    member TEXT NOT NULL REFERENCES member (id),
    idempotency_key TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id),
    session TEXT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member, idempotency_key)
);

CREATE TABLE export (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    person TEXT NOT NULL REFERENCES person (id),
    member TEXT NOT NULL REFERENCES member (id),
    made_at TIMESTAMP NOT NULL,
    profile TEXT NOT NULL,
    format TEXT NOT NULL,
    lang TEXT NOT NULL,
    scope_from DATE,
    scope_to DATE,
    as_of DATE NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX export_person ON export (person, made_at);

-- Who did what, without a word of any client's.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    member TEXT REFERENCES member (id),
    done_at TIMESTAMP NOT NULL,
    act TEXT NOT NULL,
    person TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX audit_practice ON audit (practice, done_at, id);
CREATE INDEX audit_person ON audit (person, done_at);

CREATE TABLE setting (
    practice TEXT NOT NULL REFERENCES practice (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (practice, name)
);

-- People whose facts may be deleted, because the law or the person asks for it.
CREATE TABLE erasure (
    person TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    ordered_by TEXT NOT NULL REFERENCES member (id),
    ordered_at TIMESTAMP NOT NULL
);
