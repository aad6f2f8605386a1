-- The longest that each text may be, and what else a mark may hold (docs/bounds.md). As triggers and not as CHECK
-- constraints: those would take a rebuild of each table, and would refuse what stands there already. A row that
-- was stored before keeps what it has, until that very column is changed.

CREATE TRIGGER "user_bounds_insert" BEFORE INSERT ON "user" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'user.id holds at most 64 characters')
        WHEN length(NEW."name") > 255 THEN RAISE(ABORT, 'user.name holds at most 255 characters')
        WHEN length(NEW."email") > 320 THEN RAISE(ABORT, 'user.email holds at most 320 characters')
        WHEN length(NEW."image") > 2048 THEN RAISE(ABORT, 'user.image holds at most 2048 characters')
    END;
END;

CREATE TRIGGER "user_bounds_update" BEFORE UPDATE OF "id", "name", "email", "image" ON "user" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'user.id holds at most 64 characters')
        WHEN length(NEW."name") > 255 THEN RAISE(ABORT, 'user.name holds at most 255 characters')
        WHEN length(NEW."email") > 320 THEN RAISE(ABORT, 'user.email holds at most 320 characters')
        WHEN length(NEW."image") > 2048 THEN RAISE(ABORT, 'user.image holds at most 2048 characters')
    END;
END;

CREATE TRIGGER "account_bounds_insert" BEFORE INSERT ON "account" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'account.id holds at most 64 characters')
        WHEN length(NEW."accountId") > 255 THEN RAISE(ABORT, 'account.accountId holds at most 255 characters')
        WHEN length(NEW."providerId") > 64 THEN RAISE(ABORT, 'account.providerId holds at most 64 characters')
        WHEN length(NEW."accessToken") > 4096 THEN RAISE(ABORT, 'account.accessToken holds at most 4096 characters')
        WHEN length(NEW."refreshToken") > 4096 THEN RAISE(ABORT, 'account.refreshToken holds at most 4096 characters')
        WHEN length(NEW."idToken") > 16384 THEN RAISE(ABORT, 'account.idToken holds at most 16384 characters')
        WHEN length(NEW."scope") > 1024 THEN RAISE(ABORT, 'account.scope holds at most 1024 characters')
        WHEN length(NEW."password") > 1024 THEN RAISE(ABORT, 'account.password holds at most 1024 characters')
    END;
END;

CREATE TRIGGER "account_bounds_update" BEFORE UPDATE OF "id", "accountId", "providerId", "accessToken", "refreshToken", "idToken", "scope", "password" ON "account" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'account.id holds at most 64 characters')
        WHEN length(NEW."accountId") > 255 THEN RAISE(ABORT, 'account.accountId holds at most 255 characters')
        WHEN length(NEW."providerId") > 64 THEN RAISE(ABORT, 'account.providerId holds at most 64 characters')
        WHEN length(NEW."accessToken") > 4096 THEN RAISE(ABORT, 'account.accessToken holds at most 4096 characters')
        WHEN length(NEW."refreshToken") > 4096 THEN RAISE(ABORT, 'account.refreshToken holds at most 4096 characters')
        WHEN length(NEW."idToken") > 16384 THEN RAISE(ABORT, 'account.idToken holds at most 16384 characters')
        WHEN length(NEW."scope") > 1024 THEN RAISE(ABORT, 'account.scope holds at most 1024 characters')
        WHEN length(NEW."password") > 1024 THEN RAISE(ABORT, 'account.password holds at most 1024 characters')
    END;
END;

CREATE TRIGGER "two_factor_bounds_insert" BEFORE INSERT ON "two_factor" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'two_factor.id holds at most 64 characters')
        WHEN length(NEW."secret") > 1024 THEN RAISE(ABORT, 'two_factor.secret holds at most 1024 characters')
        WHEN length(NEW."backupCodes") > 8192 THEN RAISE(ABORT, 'two_factor.backupCodes holds at most 8192 characters')
    END;
END;

CREATE TRIGGER "two_factor_bounds_update" BEFORE UPDATE OF "id", "secret", "backupCodes" ON "two_factor" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'two_factor.id holds at most 64 characters')
        WHEN length(NEW."secret") > 1024 THEN RAISE(ABORT, 'two_factor.secret holds at most 1024 characters')
        WHEN length(NEW."backupCodes") > 8192 THEN RAISE(ABORT, 'two_factor.backupCodes holds at most 8192 characters')
    END;
END;

CREATE TRIGGER "passkey_bounds_insert" BEFORE INSERT ON "passkey" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'passkey.id holds at most 64 characters')
        WHEN length(NEW."credentialId") > 1364 THEN RAISE(ABORT, 'passkey.credentialId holds at most 1364 characters')
        WHEN length(NEW."publicKey") > 16384 THEN RAISE(ABORT, 'passkey.publicKey holds at most 16384 characters')
        WHEN length(NEW."transports") > 255 THEN RAISE(ABORT, 'passkey.transports holds at most 255 characters')
        WHEN length(NEW."name") > 255 THEN RAISE(ABORT, 'passkey.name holds at most 255 characters')
    END;
END;

CREATE TRIGGER "passkey_bounds_update" BEFORE UPDATE OF "id", "credentialId", "publicKey", "transports", "name" ON "passkey" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'passkey.id holds at most 64 characters')
        WHEN length(NEW."credentialId") > 1364 THEN RAISE(ABORT, 'passkey.credentialId holds at most 1364 characters')
        WHEN length(NEW."publicKey") > 16384 THEN RAISE(ABORT, 'passkey.publicKey holds at most 16384 characters')
        WHEN length(NEW."transports") > 255 THEN RAISE(ABORT, 'passkey.transports holds at most 255 characters')
        WHEN length(NEW."name") > 255 THEN RAISE(ABORT, 'passkey.name holds at most 255 characters')
    END;
END;

CREATE TRIGGER "mark_bounds_insert" BEFORE INSERT ON "mark" BEGIN
    SELECT CASE
        WHEN length(NEW."resourceId") > 64 THEN RAISE(ABORT, 'mark.resourceId holds at most 64 characters')
        WHEN NEW."progress" NOT IN ('to-read', 'reading', 'done', 'skipped') THEN RAISE(ABORT, 'mark.progress is to-read, reading, done or skipped')
        WHEN NEW."percent" NOT BETWEEN 0 AND 100 THEN RAISE(ABORT, 'mark.percent is 0 to 100')
        WHEN length(NEW."note") > 20000 THEN RAISE(ABORT, 'mark.note holds at most 20000 characters')
    END;
END;

CREATE TRIGGER "mark_bounds_update" BEFORE UPDATE OF "resourceId", "progress", "percent" ON "mark" BEGIN
    SELECT CASE
        WHEN length(NEW."resourceId") > 64 THEN RAISE(ABORT, 'mark.resourceId holds at most 64 characters')
        WHEN NEW."progress" NOT IN ('to-read', 'reading', 'done', 'skipped') THEN RAISE(ABORT, 'mark.progress is to-read, reading, done or skipped')
        WHEN NEW."percent" NOT BETWEEN 0 AND 100 THEN RAISE(ABORT, 'mark.percent is 0 to 100')
    END;
END;

CREATE TRIGGER "listed_resource_bounds_insert" BEFORE INSERT ON "listed_resource" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'listed_resource.id holds at most 64 characters')
        WHEN length(NEW."href") > 262144 THEN RAISE(ABORT, 'listed_resource.href holds at most 262144 characters')
        WHEN length(NEW."title") > 262144 THEN RAISE(ABORT, 'listed_resource.title holds at most 262144 characters')
        WHEN length(NEW."kind") > 16 THEN RAISE(ABORT, 'listed_resource.kind holds at most 16 characters')
    END;
END;

CREATE TRIGGER "listed_resource_bounds_update" BEFORE UPDATE OF "id", "href", "title", "kind" ON "listed_resource" BEGIN
    SELECT CASE
        WHEN length(NEW."id") > 64 THEN RAISE(ABORT, 'listed_resource.id holds at most 64 characters')
        WHEN length(NEW."href") > 262144 THEN RAISE(ABORT, 'listed_resource.href holds at most 262144 characters')
        WHEN length(NEW."title") > 262144 THEN RAISE(ABORT, 'listed_resource.title holds at most 262144 characters')
        WHEN length(NEW."kind") > 16 THEN RAISE(ABORT, 'listed_resource.kind holds at most 16 characters')
    END;
END;

CREATE TRIGGER "listing_bounds_insert" BEFORE INSERT ON "listing" BEGIN
    SELECT CASE
        WHEN length(NEW."topic") > 10240 THEN RAISE(ABORT, 'listing.topic holds at most 10240 characters')
        WHEN length(NEW."resourceId") > 64 THEN RAISE(ABORT, 'listing.resourceId holds at most 64 characters')
    END;
END;

CREATE TRIGGER "listing_bounds_update" BEFORE UPDATE OF "topic", "resourceId" ON "listing" BEGIN
    SELECT CASE
        WHEN length(NEW."topic") > 10240 THEN RAISE(ABORT, 'listing.topic holds at most 10240 characters')
        WHEN length(NEW."resourceId") > 64 THEN RAISE(ABORT, 'listing.resourceId holds at most 64 characters')
    END;
END;

-- Merging sets a note again to what it was.
CREATE TRIGGER "mark_bounds_note" BEFORE UPDATE OF "note" ON "mark" WHEN NEW."note" IS NOT OLD."note" AND length(NEW."note") > 20000 BEGIN
    SELECT RAISE(ABORT, 'mark.note holds at most 20000 characters');
END;
