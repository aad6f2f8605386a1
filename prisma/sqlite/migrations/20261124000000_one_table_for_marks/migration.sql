-- AlterTable
ALTER TABLE "user" ADD COLUMN "isAnonymous" BOOLEAN DEFAULT false;
ALTER TABLE "user" ADD COLUMN "mergedIntoId" TEXT REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "mark" (
    "userId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "bookmarked" BOOLEAN NOT NULL DEFAULT false,
    "bookmarkedAt" DATETIME,
    "progress" TEXT NOT NULL DEFAULT 'to-read',
    "percent" INTEGER,
    "progressAt" DATETIME,
    "note" TEXT,
    "noteAt" DATETIME,
    "changedAt" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "resourceId"),
    CONSTRAINT "mark_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "listing" (
    "topic" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "listedAt" DATETIME NOT NULL,

    PRIMARY KEY ("topic", "resourceId")
);

-- What readers marked until now, in the spelling of times that Prisma compares by.
INSERT INTO "mark" ("userId", "resourceId", "bookmarked", "bookmarkedAt", "note", "noteAt", "changedAt")
SELECT "userId", "resourceId", true, strftime('%Y-%m-%dT%H:%M:%f+00:00', "createdAt"), "note",
    CASE WHEN "note" IS NOT NULL THEN strftime('%Y-%m-%dT%H:%M:%f+00:00', "updatedAt") END,
    strftime('%Y-%m-%dT%H:%M:%f+00:00', "updatedAt")
FROM "bookmark";

INSERT INTO "mark" ("userId", "resourceId", "progress", "percent", "progressAt", "changedAt")
SELECT "userId", "resourceId", "progress", "percent", strftime('%Y-%m-%dT%H:%M:%f+00:00', "updatedAt"), strftime('%Y-%m-%dT%H:%M:%f+00:00', "updatedAt")
FROM "reading_progress" WHERE true
ON CONFLICT ("userId", "resourceId") DO UPDATE SET
    "progress" = excluded."progress",
    "percent" = excluded."percent",
    "progressAt" = excluded."progressAt",
    "changedAt" = max("mark"."changedAt", excluded."changedAt");

-- DropTable
DROP TABLE "bookmark";
DROP TABLE "reading_progress";

-- CreateIndex
CREATE INDEX "user_mergedIntoId_idx" ON "user"("mergedIntoId");
