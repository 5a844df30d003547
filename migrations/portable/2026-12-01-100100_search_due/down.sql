CREATE INDEX search_person ON search (person);
DROP INDEX search_record;
DROP TABLE search_due;
