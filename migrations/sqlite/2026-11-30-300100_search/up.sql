-- Every text of a person once, to be found by: written in the transaction that wrote the facts.
CREATE TABLE search (
    n INTEGER NOT NULL PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    session TEXT,
    no INTEGER,
    on_day DATE,
    body TEXT NOT NULL
);
CREATE INDEX search_person ON search (person);

-- The folded tokens of each of them in their order; the program folds, the engine only looks up.
CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', columnsize=0, tokenize='ascii');
-- What is deleted leaves the index at once.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
