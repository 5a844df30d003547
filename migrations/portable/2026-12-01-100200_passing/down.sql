DROP TABLE passing;
