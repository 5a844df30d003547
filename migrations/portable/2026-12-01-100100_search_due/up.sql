-- People of whom more has changed than one act writes to the index: their texts are brought in line
-- in turns, and until then nothing of them is found. The stamp says who is at it.
CREATE TABLE search_due (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    stamp BIGINT NOT NULL
);

-- A save looks up the texts of the records that it changes, and reads no others.
CREATE INDEX search_record ON search (person, record);
DROP INDEX search_person;
