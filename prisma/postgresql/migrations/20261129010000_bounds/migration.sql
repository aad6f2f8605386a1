-- The longest that each text may be, and what else a mark may hold (docs/bounds.md). What stands there already is
-- not looked at, so that this takes no time.

ALTER TABLE "user" ADD CONSTRAINT "user_id_bound" CHECK (char_length("id") <= 64) NOT VALID,
ADD CONSTRAINT "user_name_bound" CHECK (char_length("name") <= 255) NOT VALID,
ADD CONSTRAINT "user_email_bound" CHECK (char_length("email") <= 320) NOT VALID,
ADD CONSTRAINT "user_image_bound" CHECK (char_length("image") <= 2048) NOT VALID;

ALTER TABLE "account" ADD CONSTRAINT "account_id_bound" CHECK (char_length("id") <= 64) NOT VALID,
ADD CONSTRAINT "account_accountId_bound" CHECK (char_length("accountId") <= 255) NOT VALID,
ADD CONSTRAINT "account_providerId_bound" CHECK (char_length("providerId") <= 64) NOT VALID,
ADD CONSTRAINT "account_accessToken_bound" CHECK (char_length("accessToken") <= 4096) NOT VALID,
ADD CONSTRAINT "account_refreshToken_bound" CHECK (char_length("refreshToken") <= 4096) NOT VALID,
ADD CONSTRAINT "account_idToken_bound" CHECK (char_length("idToken") <= 16384) NOT VALID,
ADD CONSTRAINT "account_scope_bound" CHECK (char_length("scope") <= 1024) NOT VALID,
ADD CONSTRAINT "account_password_bound" CHECK (char_length("password") <= 1024) NOT VALID;

ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_id_bound" CHECK (char_length("id") <= 64) NOT VALID,
ADD CONSTRAINT "two_factor_secret_bound" CHECK (char_length("secret") <= 1024) NOT VALID,
ADD CONSTRAINT "two_factor_backupCodes_bound" CHECK (char_length("backupCodes") <= 8192) NOT VALID;

ALTER TABLE "passkey" ADD CONSTRAINT "passkey_id_bound" CHECK (char_length("id") <= 64) NOT VALID,
ADD CONSTRAINT "passkey_credentialId_bound" CHECK (char_length("credentialId") <= 1364) NOT VALID,
ADD CONSTRAINT "passkey_publicKey_bound" CHECK (char_length("publicKey") <= 16384) NOT VALID,
ADD CONSTRAINT "passkey_transports_bound" CHECK (char_length("transports") <= 255) NOT VALID,
ADD CONSTRAINT "passkey_name_bound" CHECK (char_length("name") <= 255) NOT VALID;

ALTER TABLE "mark" ADD CONSTRAINT "mark_resourceId_bound" CHECK (char_length("resourceId") <= 64) NOT VALID,
ADD CONSTRAINT "mark_progress_bound" CHECK ("progress" IN ('to-read', 'reading', 'done', 'skipped')) NOT VALID,
ADD CONSTRAINT "mark_percent_bound" CHECK ("percent" BETWEEN 0 AND 100) NOT VALID;

ALTER TABLE "listed_resource" ADD CONSTRAINT "listed_resource_id_bound" CHECK (char_length("id") <= 64) NOT VALID,
ADD CONSTRAINT "listed_resource_href_bound" CHECK (char_length("href") <= 262144) NOT VALID,
ADD CONSTRAINT "listed_resource_title_bound" CHECK (char_length("title") <= 262144) NOT VALID,
ADD CONSTRAINT "listed_resource_kind_bound" CHECK (char_length("kind") <= 16) NOT VALID;

ALTER TABLE "listing" ADD CONSTRAINT "listing_topic_bound" CHECK (char_length("topic") <= 10240) NOT VALID,
ADD CONSTRAINT "listing_resourceId_bound" CHECK (char_length("resourceId") <= 64) NOT VALID;

-- A trigger, since a CHECK looks at a row's note also when only its progress is changed: a note that was longer before
-- there was a limit stays, until it is changed itself.
CREATE OR REPLACE FUNCTION "refuse_long_note"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'mark.note holds at most 20000 characters' USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER "mark_bounds_insert" BEFORE INSERT ON "mark" FOR EACH ROW
WHEN (char_length(NEW."note") > 20000) EXECUTE FUNCTION "refuse_long_note"();

CREATE TRIGGER "mark_bounds_note" BEFORE UPDATE OF "note" ON "mark" FOR EACH ROW
WHEN (NEW."note" IS DISTINCT FROM OLD."note" AND char_length(NEW."note") > 20000) EXECUTE FUNCTION "refuse_long_note"();
