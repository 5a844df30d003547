-- Facts go through the door alone, and it is open only inside a transaction.
CREATE OR REPLACE FUNCTION fact_appended_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM erasing WHERE erasing.person = OLD.person) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'ryokai: facts are appended only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
