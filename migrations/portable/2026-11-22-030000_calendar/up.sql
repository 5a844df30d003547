-- The secret calendar of a member, one each. What is stolen here opens nothing: it is the hash of the token in its link.
CREATE TABLE feed (
    member TEXT NOT NULL PRIMARY KEY REFERENCES member (id),
    -- SHA-256, in hexadecimal.
    token_hash TEXT NOT NULL,
    -- True if clients' initials stand in it.
    initials BOOLEAN NOT NULL,
    made_at TIMESTAMP NOT NULL,
    CONSTRAINT feed_token_once UNIQUE (token_hash)
);
