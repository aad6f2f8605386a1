-- Keys were network addresses and hashes of another form, so nothing is carried over: all counts begin again.
DROP TABLE "rate_limit";

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "hits" TEXT NOT NULL,
    "ahead" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL
);

-- CreateIndex
CREATE INDEX "rate_limit_expiresAt_idx" ON "rate_limit"("expiresAt");
