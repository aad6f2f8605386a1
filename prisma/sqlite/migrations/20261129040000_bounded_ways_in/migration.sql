-- Each statement is refused at the bound, whatever others do at the same time. What was stored before stays.
CREATE TRIGGER "passkey_most" AFTER INSERT ON "passkey" BEGIN
    SELECT RAISE(ABORT, 'The account is full of passkeys.') WHERE (SELECT count(*) FROM "passkey" WHERE "userId" = NEW."userId") > 20;
END;

CREATE TRIGGER "account_most" AFTER INSERT ON "account" BEGIN
    SELECT RAISE(ABORT, 'The account has that way in already.') WHERE (SELECT count(*) FROM "account" WHERE "userId" = NEW."userId" AND "providerId" = NEW."providerId") > 1;
END;
