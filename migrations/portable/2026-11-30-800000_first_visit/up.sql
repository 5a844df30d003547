-- What tells this installation from another one on the same host: the name of its cookies ends with it.
CREATE TABLE installation (
    one INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    CONSTRAINT installation_once CHECK (one = 1)
);

-- The links with which a practice is set up at the first visit. Each start makes one; each process knows all of them.
CREATE TABLE setup_link (
    -- SHA-256 of the token: who reads this table sets up nothing.
    token_hash TEXT NOT NULL PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL
);
