-- The journal is appended only, and a signed session takes nothing but addenda.
-- The messages are read by src/store/error.rs.

CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
BEGIN
    SELECT RAISE(ABORT, 'ryokai: facts are appended only');
END;

CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'ryokai: facts are appended only');
END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER fact_never_replaced BEFORE INSERT ON fact
WHEN EXISTS (SELECT 1 FROM fact WHERE person = NEW.person AND (id = NEW.id OR seq = NEW.seq))
BEGIN
    SELECT RAISE(ABORT, 'ryokai: facts are appended only');
END;

CREATE TRIGGER fact_signed BEFORE INSERT ON fact
WHEN NEW.session IS NOT NULL
    AND NEW.noun <> 'addendum'
    AND EXISTS (SELECT 1 FROM fact WHERE person = NEW.person AND session = NEW.session AND noun = 'signed')
BEGIN
    SELECT RAISE(ABORT, 'ryokai: the session is signed');
END;

-- Striking a record of a signed session would change it as well.
CREATE TRIGGER fact_signed_void BEFORE INSERT ON fact
WHEN NEW.noun = 'void' AND EXISTS (
    SELECT 1 FROM fact AS target
    JOIN fact AS signed
        ON signed.person = target.person AND signed.session = target.session AND signed.noun = 'signed'
    WHERE target.person = NEW.person AND target.id = NEW.about
)
BEGIN
    SELECT RAISE(ABORT, 'ryokai: the session is signed');
END;
