DROP TABLE insight_state;
DROP TABLE verdict;
