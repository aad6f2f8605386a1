-- CreateTable
CREATE TABLE "shelf_quota" (
    "kind" TEXT NOT NULL CONSTRAINT "shelf_quota_kind_bound" CHECK ("kind" IN ('guest', 'account')),
    "marks" INTEGER NOT NULL,
    "noteBytes" INTEGER NOT NULL,

    CONSTRAINT "shelf_quota_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "shelf_usage" (
    "userId" TEXT NOT NULL,
    "marks" INTEGER NOT NULL,
    "noteBytes" BIGINT NOT NULL,

    CONSTRAINT "shelf_usage_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "shelf_usage" ADD CONSTRAINT "shelf_usage_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is stored by now.
INSERT INTO "shelf_usage" ("userId", "marks", "noteBytes")
SELECT "userId", count(*), coalesce(sum(octet_length("note")), 0) FROM "mark" GROUP BY "userId";

-- Triggers count what each reader stores, so that the statement that stores it is refused at the quota, whatever
-- others do at the same time: they wait for the row in which it is counted. What makes a shelf no larger is never refused.
CREATE OR REPLACE FUNCTION "change_shelf_usage"(reader text, more_marks bigint, more_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    used record;
    quota record;
BEGIN
    IF more_marks = 0 AND more_bytes = 0 THEN
        RETURN;
    END IF;
    IF more_marks <= 0 AND more_bytes <= 0 THEN
        UPDATE "shelf_usage" SET "marks" = "marks" + more_marks, "noteBytes" = "noteBytes" + more_bytes WHERE "userId" = reader;
        RETURN;
    END IF;
    INSERT INTO "shelf_usage" AS usage ("userId", "marks", "noteBytes") VALUES (reader, more_marks, more_bytes)
    ON CONFLICT ("userId") DO UPDATE SET "marks" = usage."marks" + more_marks, "noteBytes" = usage."noteBytes" + more_bytes
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

-- Once a statement, not once a row: a row that one transaction changes thousands of times becomes slow to find.
CREATE OR REPLACE FUNCTION "count_added_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "change_shelf_usage"("userId", "marks", "bytes")
    FROM (SELECT "userId", count(*) AS "marks", coalesce(sum(octet_length("note")), 0)::bigint AS "bytes" FROM added GROUP BY "userId" ORDER BY "userId") AS shelves;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION "count_removed_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "change_shelf_usage"("userId", -"marks", -"bytes")
    FROM (SELECT "userId", count(*) AS "marks", coalesce(sum(octet_length("note")), 0)::bigint AS "bytes" FROM removed GROUP BY "userId" ORDER BY "userId") AS shelves;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION "count_changed_notes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "change_shelf_usage"("userId", 0, "bytes")
    FROM (
        SELECT "userId", coalesce(sum("bytes"), 0)::bigint AS "bytes"
        FROM (SELECT "userId", octet_length("note") AS "bytes" FROM added UNION ALL SELECT "userId", -octet_length("note") FROM removed) AS notes
        GROUP BY "userId" ORDER BY "userId"
    ) AS shelves;
    RETURN NULL;
END
$$;

CREATE TRIGGER "shelf_usage_insert" AFTER INSERT ON "mark" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "count_added_marks"();
CREATE TRIGGER "shelf_usage_update" AFTER UPDATE ON "mark" REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_notes"();
CREATE TRIGGER "shelf_usage_delete" AFTER DELETE ON "mark" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "count_removed_marks"();
