DROP TABLE merged;
DROP TABLE merge;
