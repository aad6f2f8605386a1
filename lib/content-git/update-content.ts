import { createHash } from 'node:crypto'
import { mkdir, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { formatProblem, isError, loadPortal } from '../content'
import type { ContentSource } from '../content-source'
import { UserFacingError } from '../env'
import { withLock } from './lock'
import { runGit } from './run-git'

/** The result of a pull: the commit that is served from now on, and whether it is new. */
export interface Updated {
  commit: string
  isNew: boolean
}

/**
 * Pulls a source into a folder. The link `current` in it leads to the content of the latest commit without errors.
 * Processes that share the folder take turns. Throws a UserFacingError if the source can't be pulled, or if it has
 * errors and there is earlier content to serve instead.
 */
export async function updateContent(source: ContentSource, home: string): Promise<Updated> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  return withLock(path.join(home, 'lock'), async () => {
    const repository = await fetch(source, home).catch((error: Error) => {
      throw new UserFacingError(`The content can't be pulled from ${source.url}: ${error.message}.`)
    })
    const commit = await runGit(source, ['-C', repository, 'rev-parse', 'HEAD^{commit}'])
    const version = path.join(home, 'versions', commit)
    const content = path.join(version, source.folder)
    const link = path.join(home, 'current')
    const target = path.relative(home, content)
    const served = await readlink(link).catch(() => null)
    if (served === target && (await isFolder(content))) return { commit, isNew: false }
    // The commit is checked out already, but another folder of it is served.
    const isInUse = served !== null && path.resolve(home, served).startsWith(version)
    if (!isInUse) await checkOut(source, repository, version, commit)
    try {
      await requireSound(source, content, commit, served !== null && (await isFolder(link)))
    } catch (error) {
      if (!isInUse) await runGit(source, ['-C', repository, 'worktree', 'remove', '--force', version])
      throw error
    }
    const draft = path.join(home, 'next')
    await rm(draft, { force: true })
    await symlink(target, draft, 'junction')
    await rename(draft, link)
    // A process may still read the previous version.
    await removeOld(source, repository, home, [version, ...(served === null ? [] : [path.resolve(home, served)])])
    return { commit, isNew: true }
  })
}

/** Clones the branch with all of its history, or fetches its new commits. Returns the bare repository. */
async function fetch(source: ContentSource, home: string): Promise<string> {
  const { url, branch } = source
  const name = createHash('sha256')
    .update(`${url}\0${branch ?? ''}`)
    .digest('hex')
    .slice(0, 16)
  const repository = path.join(home, `${name}.git`)
  if (!(await isFolder(repository))) {
    const draft = `${repository}.new`
    await rm(draft, { recursive: true, force: true })
    const which = branch === null ? [] : ['--branch', branch]
    await runGit(source, ['clone', '--quiet', '--bare', '--single-branch', '--no-tags', ...which, '--', url, draft])
    await rename(draft, repository)
    return repository
  }
  const head = await runGit(source, ['-C', repository, 'symbolic-ref', 'HEAD'])
  await runGit(source, ['-C', repository, 'fetch', '--quiet', '--no-tags', '--', url, `+${head}:${head}`])
  return repository
}

async function checkOut(source: ContentSource, repository: string, version: string, commit: string): Promise<void> {
  // Left behind by a killed process.
  await rm(version, { recursive: true, force: true })
  await runGit(source, ['-C', repository, 'worktree', 'prune'])
  await runGit(source, ['-C', repository, 'worktree', 'add', '--quiet', '--detach', version, commit])
}

/**
 * Throws a UserFacingError if the content can't be served. Pages with errors count only if there is earlier content to
 * serve instead.
 */
async function requireSound(
  { url, folder }: ContentSource,
  content: string,
  commit: string,
  hasEarlier: boolean,
): Promise<void> {
  const name = `Commit ${commit.slice(0, 10)} of ${url}`
  if (!(await isFolder(content))) throw new UserFacingError(`${name} is not served: it has no folder ${folder}.`)
  const { problems, topics } = await loadPortal(content)
  const errors = problems.filter(isError)
  const [first] = errors
  if (topics.size === 0 && !first) throw new UserFacingError(`${name} is not served: it has no pages.`)
  if (first && hasEarlier)
    throw new UserFacingError(
      `${name} is not served: ${formatProblem(first)}${errors.length > 1 ? ` And ${errors.length - 1} more.` : ''}`,
    )
}

/** Removes checkouts that are not in use, and repositories of other sources. */
async function removeOld(source: ContentSource, repository: string, home: string, inUse: string[]): Promise<void> {
  const versions = path.join(home, 'versions')
  const isUsed = (file: string) => inUse.some((used) => used === file || used.startsWith(file + path.sep))
  const others = (await readdir(home))
    .filter((name) => /\.git(\.new)?$/.test(name))
    .map((name) => path.join(home, name))
  const old = (await readdir(versions)).map((name) => path.join(versions, name)).filter((file) => !isUsed(file))
  for (const file of [...old, ...others.filter((other) => other !== repository)])
    await rm(file, { recursive: true, force: true })
  await runGit(source, ['-C', repository, 'worktree', 'prune'])
}

function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
