-- CreateIndex
CREATE INDEX "mark_shelf" ON "mark"("userId", "changedAt" DESC, "resourceId", "bookmarked", "progress");
