-- The journal is appended only, and a signed session takes nothing but addenda.
-- The messages are read by src/store/error.rs.

CREATE FUNCTION fact_appended_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM erasure WHERE erasure.person = OLD.person) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'ryokai: facts are appended only' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER fact_never_changes BEFORE UPDATE OR DELETE ON fact
    FOR EACH ROW EXECUTE FUNCTION fact_appended_only();
CREATE TRIGGER fact_never_emptied BEFORE TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION fact_appended_only();

-- Striking a record of a signed session would change it as well.
CREATE FUNCTION fact_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    locked TEXT := NEW.session;
BEGIN
    IF NEW.noun = 'void' THEN
        SELECT target.session INTO locked FROM fact AS target
            WHERE target.person = NEW.person AND target.id = NEW.about;
    END IF;
    IF NEW.noun <> 'addendum' AND EXISTS (
        SELECT 1 FROM fact AS signed
        WHERE signed.person = NEW.person AND signed.session IN (locked, NEW.session) AND signed.noun = 'signed'
    ) THEN
        RAISE EXCEPTION 'ryokai: the session is signed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fact_signed BEFORE INSERT ON fact
    FOR EACH ROW EXECUTE FUNCTION fact_signed();
