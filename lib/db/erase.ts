/** Has a connection to SQLite overwrite what it deletes; else it stays readable in the file until its page is used again. */
export const overwriteDeleted = 'PRAGMA secure_delete = ON'

/** Empties SQLite's WAL, in which pages stand as they were before a deletion. */
export const truncateWal = 'PRAGMA wal_checkpoint(TRUNCATE)'
