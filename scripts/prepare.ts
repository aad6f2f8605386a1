import { accessSync, constants, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { toFile } from '../lib/db/database-file'
import { migrate } from '../lib/db/migrate'
import { explainListening } from '../lib/explain-listening'
import { findMisspelt } from '../lib/find-misspelt'
import { makeFolder } from '../lib/make-folder'
import { UserFacingError, readEnv, readSecret, type Env } from '../lib/env'

/** Checks and creates everything that a server needs before it starts: the data folder, the secret, the tables. */
export async function prepare(): Promise<Env> {
  for (const { found, meant } of findMisspelt()) console.error(`Unknown variable ${found}. Did you mean ${meant}?`)
  const env = readEnv()
  await requireFreePort(env)
  requireWritable(env.dataDir)
  readSecret(env)
  const applied = await migrate(env.database)
  const exposed = findReadableByOthers(env)
  if (exposed.length)
    console.error(
      `Other users of this machine can read the portal's data. Make it yours alone: chmod 600 ${exposed.join(' ')}`,
    )
  if (applied.length) console.log(`Database brought up to date: ${applied.join(', ')}.`)
  return env
}

/** Returns the files with readers' data or the secret that the group or others can read. */
function findReadableByOthers({ database, dataDir }: Env): string[] {
  // Windows has no such modes.
  if (process.platform === 'win32') return []
  const file = database.provider === 'sqlite' ? toFile(database.url) : undefined
  const files = [...(file ? [file, `${file}-wal`, `${file}-shm`] : []), path.join(dataDir, 'secret')]
  return files.filter((each) => {
    const mode = statSync(each, { throwIfNoEntry: false })?.mode ?? 0
    return ((mode >> 2) & statSync(path.dirname(each)).mode & 0o011) !== 0
  })
}

function requireWritable(folder: string): void {
  try {
    // Other users of this machine must not read readers' data.
    makeFolder(folder, 0o700)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new UserFacingError(
      `The data folder ${folder} can't be written to (${(error as NodeJS.ErrnoException).code}). Give this user the right to, or set DATA_DIR to another.`,
    )
  }
}

function requireFreePort({ port, host }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(explainListening(error, { port, host })))
    probe.listen(port, host ?? undefined, () => probe.close(() => resolve()))
  })
}
