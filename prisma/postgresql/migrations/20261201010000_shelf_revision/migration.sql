ALTER TABLE "shelf_usage" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;

-- A shelf that is kept in memory is current as long as its revision is. As before, but for the revision: each statement
-- that changes a reader's marks counts, even if it changes neither their number nor the size of the notes.
CREATE OR REPLACE FUNCTION "change_shelf_usage"(reader text, more_marks bigint, more_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    used record;
    quota record;
BEGIN
    IF more_marks <= 0 AND more_bytes <= 0 THEN
        UPDATE "shelf_usage" SET "marks" = "marks" + more_marks, "noteBytes" = "noteBytes" + more_bytes, "revision" = "revision" + 1 WHERE "userId" = reader;
        RETURN;
    END IF;
    INSERT INTO "shelf_usage" AS usage ("userId", "marks", "noteBytes") VALUES (reader, more_marks, more_bytes)
    ON CONFLICT ("userId") DO UPDATE SET "marks" = usage."marks" + more_marks, "noteBytes" = usage."noteBytes" + more_bytes, "revision" = usage."revision" + 1
    RETURNING "marks", "noteBytes" INTO used;
    SELECT coalesce("shelf_quota"."marks", CASE WHEN "isAnonymous" THEN 2000 ELSE 50000 END) AS "marks",
        coalesce("shelf_quota"."noteBytes", CASE WHEN "isAnonymous" THEN 1048576 ELSE 20971520 END) AS "noteBytes"
    FROM "user" LEFT JOIN "shelf_quota" ON "kind" = CASE WHEN "isAnonymous" THEN 'guest' ELSE 'account' END
    WHERE "id" = reader INTO quota;
    IF more_marks > 0 AND used."marks" > quota."marks" THEN
        RAISE EXCEPTION 'The shelf is full of marks.' USING ERRCODE = 'check_violation';
    END IF;
    IF more_bytes > 0 AND used."noteBytes" > quota."noteBytes" THEN
        RAISE EXCEPTION 'The shelf is full of notes.' USING ERRCODE = 'check_violation';
    END IF;
END
$$;
