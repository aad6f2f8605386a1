import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Returns Git's output; empty without Git, a repository or a commit. */
export async function askGit(folder: string, args: string[]): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, maxBuffer: 1 << 28 })).stdout
  } catch {
    return ''
  }
}
