import { randomBytes } from 'node:crypto'
import { access, copyFile, lstat, mkdir, readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { isError, listFigures, listSources, loadPortal, type Problem } from '../content'
import { UserFacingError } from '../env'
import { listLinks, readHistory, writeHistoryFile } from '../history'

/** The result of publishing: the folder that is served now, or the problems that prevented it. */
export interface Published {
  problems: Problem[]
  /** Null if nothing was changed. */
  version: string | null
  /** A folder that was in the way and was renamed; null without one. */
  aside: string | null
}

/** The number of versions kept, so that a process can finish reading a former one. */
const kept = 3

/**
 * Checks a content folder and makes it the one at `to`, which becomes a link to a copy. The link is replaced in one
 * step, so that no process reads half of it. With errors nothing changes. Throws a UserFacingError if `to` can't be
 * such a link.
 */
export async function publishContent(from: string, to: string): Promise<Published> {
  if ((await isWithin(from, to)) || (await isWithin(to, from)))
    throw new UserFacingError(
      `${to} and ${from} must not be the same folder, or one in the other. Name another with --to.`,
    )
  const portal = await loadPortal(from).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UserFacingError(`The content folder ${from} can't be read (${code}). Name a folder with pages.`)
  })
  const { problems } = portal
  if (portal.topics.size === 0 && problems.length === 0)
    throw new UserFacingError(`${from} has no pages. Name a folder with pages.`)
  if (problems.some(isError)) return { problems, version: null, aside: null }
  const isLink = await requireReplaceable(to)

  const versions = path.join(path.dirname(to), `.${path.basename(to)}-versions`)
  const version = path.join(
    versions,
    `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}`,
  )
  let aside: string | null = null
  try {
    await copyContent(from, version)
    if ((await readHistory(from)).size) await writeHistoryFile(from, listLinks(portal.topics.values()), version)
    const link = `${version}.link`
    await symlink(path.relative(path.dirname(to), version), link, 'junction')
    if (isLink === false) {
      aside = `${to}.before-${path.basename(version)}`
      await rename(to, aside)
    }
    await rename(link, to)
  } catch (error) {
    await rm(version, { recursive: true, force: true })
    const { code, message } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new UserFacingError(
      `${to} can't be replaced (${code}: ${message}). It must be in a folder that this user may write to, and not be a mount itself.`,
    )
  }
  await removeOld(versions, to)
  return { problems, version, aside }
}

/** Tells whether a file is a folder or inside it, after following symbolic links. */
async function isWithin(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([file, folder].map((each) => realpath(each).catch(() => path.resolve(each))))
  const below = path.relative(outer ?? '', inner ?? '')
  return below === '' || !(below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below))
}

/** Copies the files of a portal, and no others of the folder. */
async function copyContent(from: string, to: string): Promise<void> {
  const figures = [...listFigures(from).values()].map((file) => path.relative(from, file))
  for (const file of new Set([...(await listSources(from)), ...figures])) {
    await mkdir(path.dirname(path.join(to, file)), { recursive: true })
    await copyFile(path.join(from, file), path.join(to, file))
  }
}

/** Tells whether `to` is a link; null if it does not exist. Throws a UserFacingError if it must not be replaced. */
async function requireReplaceable(to: string): Promise<boolean | null> {
  const found = await lstat(to).catch(({ code }: NodeJS.ErrnoException) => {
    if (code === 'ENOENT') return null
    throw new UserFacingError(`${to} can't be replaced (${code}). Name another folder with --to.`)
  })
  if (!found || found.isSymbolicLink()) return found && true
  if (!found.isDirectory()) throw new UserFacingError(`${to} is not a folder. Name another with --to.`)
  for (let folder = to; ; folder = path.dirname(folder)) {
    const isCheckout = await access(path.join(folder, '.git')).then(
      () => true,
      () => false,
    )
    if (isCheckout)
      throw new UserFacingError(
        `${to} is in a Git checkout, ${folder}, and is published there by "git pull". To publish copies instead, name a folder outside of it with --to, and serve that with CONTENT_DIR.`,
      )
    if (folder === path.dirname(folder)) return false
  }
}

/** Removes all versions but the latest and the one that is served. */
async function removeOld(versions: string, to: string): Promise<void> {
  const served = path.basename(await readlink(to))
  const old = (await readdir(versions)).filter((name) => !name.endsWith('.link') && name !== served).sort()
  for (const name of old.slice(0, -(kept - 1))) await rm(path.join(versions, name), { recursive: true, force: true })
}
