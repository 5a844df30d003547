DROP TRIGGER fact_never_goes;
CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'ryokai: facts are appended only');
END;
