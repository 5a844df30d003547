-- Facts of a person, from one place of the journal to another, that nobody reads: on their way in
-- before two are joined, or on their way out once they are told apart again. The stamp says who is
-- bringing them.
CREATE TABLE passing (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    coming BOOLEAN NOT NULL,
    stamp BIGINT NOT NULL,
    since TIMESTAMP NOT NULL
);
