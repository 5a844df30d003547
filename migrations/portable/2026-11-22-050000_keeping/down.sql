DROP TABLE kept_hours;
DROP TABLE erasing;
DROP TABLE never;
DROP TABLE erasure;
CREATE TABLE erasure (
    person TEXT NOT NULL PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice (id),
    ordered_by TEXT NOT NULL REFERENCES member (id),
    ordered_at TIMESTAMP NOT NULL
);
