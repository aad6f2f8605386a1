ALTER TABLE "shelf_usage" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;

-- A shelf that is kept in memory is current as long as its revision is. The first mark also creates the row.
CREATE TRIGGER "shelf_revision_insert" AFTER INSERT ON "mark" BEGIN
    UPDATE "shelf_usage" SET "revision" = "revision" + 1 WHERE "userId" = NEW."userId";
END;

CREATE TRIGGER "shelf_revision_update" AFTER UPDATE ON "mark" BEGIN
    UPDATE "shelf_usage" SET "revision" = "revision" + 1 WHERE "userId" IN (OLD."userId", NEW."userId");
END;

CREATE TRIGGER "shelf_revision_delete" AFTER DELETE ON "mark" BEGIN
    UPDATE "shelf_usage" SET "revision" = "revision" + 1 WHERE "userId" = OLD."userId";
END;
