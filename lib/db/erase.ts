/** Makes SQLite overwrite deleted data, which otherwise stays in the file until its page is reused. */
export const overwriteDeleted = 'PRAGMA secure_delete = ON'

/** Empties SQLite's WAL, which still has pages from before a deletion. */
export const truncateWal = 'PRAGMA wal_checkpoint(TRUNCATE)'
