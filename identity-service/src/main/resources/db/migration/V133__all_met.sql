-- Fails a transaction whose statement met fewer rows than it must, because somebody else was faster:
-- so that it can be sent in one go, its commit included.
CREATE FUNCTION all_met(met bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF met <> expected THEN
    RAISE EXCEPTION 'another transaction was faster' USING ERRCODE = 'serialization_failure';
  END IF;
END
$$;
