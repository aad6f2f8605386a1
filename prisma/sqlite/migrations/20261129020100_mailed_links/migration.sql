-- Links and challenges of ours lay here as JSON, beside better-auth's OAuth states. All are good for an hour at most.
DELETE FROM "verification" WHERE "value" LIKE '{%';

-- CreateTable
CREATE TABLE "mailed_link" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT,
    "email" TEXT NOT NULL,
    "fromEmail" TEXT,
    "name" TEXT,
    "password" TEXT,
    "next" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "mailed_link_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "passkey_challenge" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "userId" TEXT,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "passkey_challenge_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "mailed_link_tokenHash_key" ON "mailed_link"("tokenHash");

-- CreateIndex
CREATE INDEX "mailed_link_userId_idx" ON "mailed_link"("userId");

-- CreateIndex
CREATE INDEX "mailed_link_expiresAt_idx" ON "mailed_link"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_challenge_hash_key" ON "passkey_challenge"("hash");

-- CreateIndex
CREATE INDEX "passkey_challenge_userId_idx" ON "passkey_challenge"("userId");

-- CreateIndex
CREATE INDEX "passkey_challenge_expiresAt_idx" ON "passkey_challenge"("expiresAt");
