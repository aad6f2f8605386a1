-- Nothing reads the network address of a session, or what GitHub hands out beside an account's id.
UPDATE "account" SET "accessToken" = NULL, "refreshToken" = NULL, "idToken" = NULL, "accessTokenExpiresAt" = NULL, "refreshTokenExpiresAt" = NULL, "scope" = NULL;
UPDATE "user" SET "image" = NULL;

-- SQLite adds a check only to a new table.
ALTER TABLE "session" RENAME TO "old_session";
DROP INDEX "session_token_key";
DROP INDEX "session_userId_idx";

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT CHECK (length("userAgent") <= 256),
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "session" ("id", "token", "expiresAt", "userAgent", "userId", "createdAt", "updatedAt")
SELECT "id", "token", "expiresAt", substr("userAgent", 1, 256), "userId", "createdAt", "updatedAt" FROM "old_session";
DROP TABLE "old_session";

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_userId_idx" ON "session"("userId");
