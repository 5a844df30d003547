DROP TRIGGER fact_signed_void;
DROP TRIGGER fact_signed;
DROP TRIGGER fact_never_replaced;
DROP TRIGGER fact_never_goes;
DROP TRIGGER fact_never_changes;
