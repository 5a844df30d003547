-- Facts go through the door alone, and it is open only inside a transaction.
DROP TRIGGER fact_never_goes;
CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE erasing.person = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'ryokai: facts are appended only');
END;
