import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const backupNote = z.object({
  file: z.string().min(1),
  /** In bytes. */
  bytes: z.number().nonnegative(),
  at: z.iso.datetime(),
})

/** Facts about the last backup made on this machine. */
export type BackupNote = z.infer<typeof backupNote>

const fileIn = (dataDir: string) => path.join(dataDir, 'last-backup.json')

/** Stores the note of a backup for `status`, if possible. */
export function writeBackupNote(dataDir: string, note: BackupNote): void {
  try {
    writeFileSync(fileIn(dataDir), JSON.stringify(note), { mode: 0o600 })
  } catch {
    // The backup itself is complete.
  }
}

/** Reads the note of the last backup; null if there is none or it is invalid. */
export function readBackupNote(dataDir: string): BackupNote | null {
  try {
    return backupNote.safeParse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8'))).data ?? null
  } catch {
    return null
  }
}
