import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const backupNote = z.object({
  file: z.string().min(1),
  /** In bytes. */
  bytes: z.number().nonnegative(),
  at: z.iso.datetime(),
})

/** What is remembered of the last backup that this machine made. */
export type BackupNote = z.infer<typeof backupNote>

const fileIn = (dataDir: string) => path.join(dataDir, 'last-backup.json')

/** Remembers a backup for `status`, if the note can be written. */
export function writeBackupNote(dataDir: string, note: BackupNote): void {
  try {
    writeFileSync(fileIn(dataDir), JSON.stringify(note), { mode: 0o600 })
  } catch {
    // The backup is made all the same.
  }
}

/** Returns the note of the last backup; null if there is none, or the file holds something else. */
export function readBackupNote(dataDir: string): BackupNote | null {
  try {
    return backupNote.safeParse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8'))).data ?? null
  } catch {
    return null
  }
}
