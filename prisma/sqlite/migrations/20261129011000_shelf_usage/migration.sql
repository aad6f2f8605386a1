-- CreateTable
CREATE TABLE "shelf_quota" (
    "kind" TEXT NOT NULL PRIMARY KEY CHECK ("kind" IN ('guest', 'account')),
    "marks" INTEGER NOT NULL,
    "noteBytes" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "shelf_usage" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "marks" INTEGER NOT NULL,
    "noteBytes" BIGINT NOT NULL,
    CONSTRAINT "shelf_usage_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What is stored by now.
INSERT INTO "shelf_usage" ("userId", "marks", "noteBytes")
SELECT "userId", count(*), coalesce(sum(length(CAST("note" AS BLOB))), 0) FROM "mark" GROUP BY "userId";

-- Triggers count what each reader stores, so that the statement that stores it is refused at the quota, whatever
-- others do at the same time. What makes a shelf no larger is never refused.
CREATE TRIGGER "shelf_usage_insert" AFTER INSERT ON "mark" BEGIN
    INSERT INTO "shelf_usage" ("userId", "marks", "noteBytes") SELECT NEW."userId", 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM "shelf_usage" WHERE "userId" = NEW."userId");
    UPDATE "shelf_usage" SET "marks" = "marks" + 1, "noteBytes" = "noteBytes" + coalesce(length(CAST(NEW."note" AS BLOB)), 0) WHERE "userId" = NEW."userId";
    SELECT RAISE(ABORT, 'The shelf is full of marks.') FROM "shelf_usage" JOIN "user" ON "user"."id" = "shelf_usage"."userId"
    WHERE "shelf_usage"."userId" = NEW."userId" AND "shelf_usage"."marks" > coalesce(
        (SELECT "marks" FROM "shelf_quota" WHERE "kind" = CASE WHEN "user"."isAnonymous" THEN 'guest' ELSE 'account' END),
        CASE WHEN "user"."isAnonymous" THEN 2000 ELSE 50000 END);
    SELECT RAISE(ABORT, 'The shelf is full of notes.') FROM "shelf_usage" JOIN "user" ON "user"."id" = "shelf_usage"."userId"
    WHERE NEW."note" IS NOT NULL AND "shelf_usage"."userId" = NEW."userId" AND "shelf_usage"."noteBytes" > coalesce(
        (SELECT "noteBytes" FROM "shelf_quota" WHERE "kind" = CASE WHEN "user"."isAnonymous" THEN 'guest' ELSE 'account' END),
        CASE WHEN "user"."isAnonymous" THEN 1048576 ELSE 20971520 END);
END;

CREATE TRIGGER "shelf_usage_update" AFTER UPDATE OF "note" ON "mark" WHEN NEW."note" IS NOT OLD."note" BEGIN
    UPDATE "shelf_usage" SET "noteBytes" = "noteBytes" + coalesce(length(CAST(NEW."note" AS BLOB)), 0) - coalesce(length(CAST(OLD."note" AS BLOB)), 0) WHERE "userId" = NEW."userId";
    SELECT RAISE(ABORT, 'The shelf is full of notes.') FROM "shelf_usage" JOIN "user" ON "user"."id" = "shelf_usage"."userId"
    WHERE coalesce(length(CAST(NEW."note" AS BLOB)), 0) > coalesce(length(CAST(OLD."note" AS BLOB)), 0) AND "shelf_usage"."userId" = NEW."userId" AND "shelf_usage"."noteBytes" > coalesce(
        (SELECT "noteBytes" FROM "shelf_quota" WHERE "kind" = CASE WHEN "user"."isAnonymous" THEN 'guest' ELSE 'account' END),
        CASE WHEN "user"."isAnonymous" THEN 1048576 ELSE 20971520 END);
END;

CREATE TRIGGER "shelf_usage_delete" AFTER DELETE ON "mark" BEGIN
    UPDATE "shelf_usage" SET "marks" = "marks" - 1, "noteBytes" = "noteBytes" - coalesce(length(CAST(OLD."note" AS BLOB)), 0) WHERE "userId" = OLD."userId";
END;
