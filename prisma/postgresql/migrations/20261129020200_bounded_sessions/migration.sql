-- Nothing reads the network address of a session, or what GitHub hands out beside an account's id.
UPDATE "session" SET "ipAddress" = NULL, "userAgent" = left("userAgent", 256);
UPDATE "account" SET "accessToken" = NULL, "refreshToken" = NULL, "idToken" = NULL, "accessTokenExpiresAt" = NULL, "refreshTokenExpiresAt" = NULL, "scope" = NULL;
UPDATE "user" SET "image" = NULL;

ALTER TABLE "session" ADD CONSTRAINT "session_userAgent_length" CHECK (length("userAgent") <= 256);
