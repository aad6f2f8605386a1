-- Each statement is refused at the bound, whatever others do at the same time: those of one reader wait for the
-- reader's row, and count what is there once they have it. What was stored before stays.
CREATE OR REPLACE FUNCTION "bound_passkeys"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM "user" WHERE "id" = NEW."userId" FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM "passkey" WHERE "userId" = NEW."userId") >= 20 THEN
        RAISE EXCEPTION 'The account is full of passkeys.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION "bound_accounts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM "user" WHERE "id" = NEW."userId" FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM "account" WHERE "userId" = NEW."userId" AND "providerId" = NEW."providerId" AND "accountId" <> NEW."accountId") THEN
        RAISE EXCEPTION 'The account has that way in already.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER "passkey_most" BEFORE INSERT ON "passkey" FOR EACH ROW EXECUTE FUNCTION "bound_passkeys"();
CREATE TRIGGER "account_most" BEFORE INSERT ON "account" FOR EACH ROW EXECUTE FUNCTION "bound_accounts"();
