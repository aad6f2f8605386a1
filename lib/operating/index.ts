export { writeBackup, type Backup, type Progress } from './backup'
export type { Header } from './copy'
export type { Loaded } from './load-copy'
export {
  closeDatabase,
  deleteReader,
  endAllSessions,
  endSessionsOf,
  findReader,
  inviteReader,
  listReaders,
  turnSecondFactorOff,
  type Reader,
} from './readers'
export { readBackup } from './read-backup'
export { moveDatabase, restoreBackup } from './restore'
export { readMigrationStatus, readStatus, type MigrationStatus, type Status } from './status'
