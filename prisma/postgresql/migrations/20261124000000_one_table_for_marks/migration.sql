-- AlterTable
ALTER TABLE "user" ADD COLUMN "isAnonymous" BOOLEAN DEFAULT false,
ADD COLUMN "mergedIntoId" TEXT;

-- CreateTable
CREATE TABLE "mark" (
    "userId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "bookmarked" BOOLEAN NOT NULL DEFAULT false,
    "bookmarkedAt" TIMESTAMP(3),
    "progress" TEXT NOT NULL DEFAULT 'to-read',
    "percent" INTEGER,
    "progressAt" TIMESTAMP(3),
    "note" TEXT,
    "noteAt" TIMESTAMP(3),
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("userId","resourceId")
);

-- CreateTable
CREATE TABLE "listing" (
    "topic" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "listedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("topic","resourceId")
);

-- What readers marked until now.
INSERT INTO "mark" ("userId", "resourceId", "bookmarked", "bookmarkedAt", "note", "noteAt", "changedAt")
SELECT "userId", "resourceId", true, "createdAt", "note", CASE WHEN "note" IS NOT NULL THEN "updatedAt" END, "updatedAt"
FROM "bookmark";

INSERT INTO "mark" ("userId", "resourceId", "progress", "percent", "progressAt", "changedAt")
SELECT "userId", "resourceId", "progress", "percent", "updatedAt", "updatedAt"
FROM "reading_progress"
ON CONFLICT ("userId", "resourceId") DO UPDATE SET
    "progress" = excluded."progress",
    "percent" = excluded."percent",
    "progressAt" = excluded."progressAt",
    "changedAt" = greatest("mark"."changedAt", excluded."changedAt");

-- DropTable
DROP TABLE "bookmark";
DROP TABLE "reading_progress";

-- CreateIndex
CREATE INDEX "user_mergedIntoId_idx" ON "user"("mergedIntoId");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
