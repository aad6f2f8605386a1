import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { UserFacingError } from '../env'

const run = promisify(execFile)

/**
 * Returns the files of a folder that changed since this branch left a commit's, or that are untracked. Paths are relative
 * to the folder. Throws a UserFacingError with Git's message.
 */
export async function readChangedFiles(folder: string, commit: string): Promise<Set<string>> {
  const [known, unknown] = await Promise.all([
    git(folder, ['diff', '--name-only', '-z', '--relative', '--merge-base', '--end-of-options', commit, '--', '.']),
    git(folder, ['ls-files', '--others', '--exclude-standard', '-z', '.']),
  ])
  return new Set((known + unknown).split('\0').filter(Boolean))
}

async function git(folder: string, args: string[]): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, maxBuffer: 1 << 28 })).stdout
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    throw new UserFacingError(`Git says: ${(stderr || message).trim().split('\n')[0]}`)
  }
}
