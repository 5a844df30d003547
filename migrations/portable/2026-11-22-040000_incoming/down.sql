DROP TABLE import_part;
DROP TABLE import;
DROP TABLE upload;
