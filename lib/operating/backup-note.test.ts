import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBackupNote, writeBackupNote } from './backup-note'

const note = { file: '/backups/monday.gz', bytes: 7, at: '2026-11-01T12:00:00.000Z' }
let folder = ''

describe('the note of the last backup', () => {
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lectern-note-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('reads back as written', () => {
    writeBackupNote(folder, note)
    expect(readBackupNote(folder)).toEqual(note)
  })

  it('is null in a folder without one, or without the folder', () => {
    expect(readBackupNote(folder)).toBeNull()
    writeBackupNote(path.join(folder, 'missing'), note)
    expect(readBackupNote(path.join(folder, 'missing'))).toBeNull()
  })

  it.each([
    '',
    'half a {"note"',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...note, file: 7 }),
    JSON.stringify({ ...note, bytes: '7' }),
    JSON.stringify({ ...note, at: 'on Monday' }),
    JSON.stringify({ file: note.file, bytes: 7 }),
  ])('is null if the file is invalid: %s', (text) => {
    writeFileSync(path.join(folder, 'last-backup.json'), text)
    expect(readBackupNote(folder)).toBeNull()
  })
})
