DROP TRIGGER fact_signed ON fact;
DROP TRIGGER fact_never_emptied ON fact;
DROP TRIGGER fact_never_changes ON fact;
DROP FUNCTION fact_signed;
DROP FUNCTION fact_appended_only;
