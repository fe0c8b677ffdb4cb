-- Rows of these tables are added and never changed. The server's role may not; this stops whoever may, and did not mean to.
CREATE FUNCTION "giliran_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of "%" are added and never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "Event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Event"
  FOR EACH STATEMENT EXECUTE FUNCTION "giliran_append_only"();

CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION "giliran_append_only"();

CREATE TRIGGER "DailyRoot_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "DailyRoot"
  FOR EACH STATEMENT EXECUTE FUNCTION "giliran_append_only"();
