-- The browsers in which somebody has signed in before: strangers who try passwords do not lock them out.
CREATE TABLE device (
    -- SHA-256 of the cookie's token. It changes with every sign-in.
    token_hash TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES member (id),
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (token_hash, member)
);
CREATE INDEX device_member ON device (member);
CREATE INDEX device_age ON device (seen_at);

-- Counted in more ways than before. What it holds is a quarter of an hour old at most, and need not be kept.
DROP TABLE login_attempt;
CREATE TABLE login_attempt (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    tried_at TIMESTAMP NOT NULL,
    CONSTRAINT login_attempt_kind CHECK (kind IN ('account', 'address', 'account_address', 'device'))
);
CREATE INDEX login_attempt_recent ON login_attempt (kind, key_hash, tried_at);
CREATE INDEX login_attempt_age ON login_attempt (tried_at);
