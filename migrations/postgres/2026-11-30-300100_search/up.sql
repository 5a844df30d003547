-- Every text of a person once, to be found by: written in the transaction that wrote the facts.
CREATE TABLE search (
    n BIGINT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    session TEXT,
    no INTEGER,
    on_day DATE,
    body TEXT NOT NULL
);
CREATE INDEX search_person ON search (person);
CREATE SEQUENCE search_n OWNED BY search.n;

-- The folded tokens of each of them in their order, a long text in pieces that overlap: the engine
-- counts positions only so far. The program folds, the engine only looks up.
CREATE TABLE search_index (
    entry BIGINT NOT NULL REFERENCES search (n) ON DELETE CASCADE,
    tokens TSVECTOR NOT NULL
);
CREATE INDEX search_index_entry ON search_index (entry);
CREATE INDEX search_index_tokens ON search_index USING GIN (tokens);
