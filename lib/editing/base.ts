import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { loadPortal, type Portal } from '../content'
import { OperatorError } from '../env'

const run = promisify(execFile)

/** The content as it was at a commit, read through the same loader. Throws an OperatorError where Git does not know it. */
export async function loadPortalAt(folder: string, commit: string): Promise<Portal> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'lectern-base-'))
  try {
    const tree = path.join(scratch, 'content')
    await mkdir(tree)
    const prefix = (await git(folder, ['rev-parse', '--show-prefix'])).trim()
    // An index of its own: the editor's is not touched.
    const env = { ...process.env, GIT_INDEX_FILE: path.join(scratch, 'index') }
    // From the top: in a subfolder Git would look for the subfolder's own paths in the tree it has read.
    const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
    await git(top, ['read-tree', `${commit}:${prefix}`], env)
    await git(top, ['checkout-index', '--all', `--prefix=${tree}/`], env)
    return await loadPortal(tree)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Runs Git in a folder and gives what it printed. Throws an OperatorError with its own words. */
async function git(folder: string, args: string[], env = process.env): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, env, maxBuffer: 1 << 28 })).stdout
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    throw new OperatorError(`Git says: ${(stderr || message).trim().split('\n')[0]}`)
  }
}
