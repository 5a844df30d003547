CREATE OR REPLACE FUNCTION fact_appended_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM erasure WHERE erasure.person = OLD.person) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'ryokai: facts are appended only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
