DROP TABLE login_attempt;
CREATE TABLE login_attempt (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    tried_at TIMESTAMP NOT NULL,
    CONSTRAINT login_attempt_kind CHECK (kind IN ('account', 'address'))
);
CREATE INDEX login_attempt_recent ON login_attempt (kind, key_hash, tried_at);
CREATE INDEX login_attempt_age ON login_attempt (tried_at);

DROP TABLE device;
