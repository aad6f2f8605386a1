import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { loadPortal, type Portal } from '../content'
import { UserFacingError } from '../env'

const run = promisify(execFile)

/** Loads the content of a commit. Throws a UserFacingError if Git does not know the commit. */
export async function loadPortalAt(folder: string, commit: string): Promise<Portal> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'lectern-base-'))
  try {
    const tree = path.join(scratch, 'content')
    await mkdir(tree)
    const prefix = (await git(folder, ['rev-parse', '--show-prefix'])).trim()
    // A separate index, so that the editor's stays untouched.
    const env = { ...process.env, GIT_INDEX_FILE: path.join(scratch, 'index') }
    // From the top level: in a subfolder Git would look up paths relative to it.
    const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
    await git(top, ['read-tree', `${commit}:${prefix}`], env)
    await git(top, ['checkout-index', '--all', `--prefix=${tree}/`], env)
    return await loadPortal(tree)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Runs Git in a folder and returns its output. Throws a UserFacingError with Git's message. */
async function git(folder: string, args: string[], env = process.env): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, env, maxBuffer: 1 << 28 })).stdout
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    throw new UserFacingError(`Git says: ${(stderr || message).trim().split('\n')[0]}`)
  }
}
