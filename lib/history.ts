import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { getContentFolder, deriveFromContent, getSettings, type Settings } from './content'

const run = promisify(execFile)

/** What Git knows of one file of the content. */
export interface FileHistory {
  /** The day of its last commit, as in 2026-11-23. */
  updated: string
  /** Who committed to it, the latest first. */
  contributors: string[]
  /** The moment of its last commit. */
  changed: Date
  /** The moment it came into the content, under whatever name; null where the history does not reach back to it. */
  added: Date | null
}

/** Where the content is kept, as a site for pull requests. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  /** The content folder, from the top of the repository. */
  folder: string
  /** The address that edits a file of the content, with `{path}`, where the content names one. */
  edit?: string
}

/** The history of every file below a folder, by its path from there; empty where Git is not. */
export async function readHistory(folder: string): Promise<Map<string, FileHistory>> {
  const log = await git(folder, [
    'log',
    '--format=%x00%H%x09%cs%x09%cI%x09%aN',
    '--name-status',
    '--find-renames',
    '--relative',
    '--',
    '.',
  ])
  const cut = await readCut(folder)
  const history = new Map<string, FileHistory>()
  // Former paths of a file → its path now. Commits come the latest first.
  const names = new Map<string, string>()
  for (const commit of log.split('\0').slice(1)) {
    const [head = '', ...lines] = commit.split('\n').filter(Boolean)
    const [hash = '', updated = '', moment = '', author = ''] = head.split('\t')
    // Where a history is cut off, one commit seems to have made all that was there.
    if (cut.has(hash)) continue
    for (const line of lines) {
      const [status = '', first = '', second] = line.split('\t')
      const name = second ?? first
      const file = names.get(name) ?? name
      if (second !== undefined) names.set(first, file)
      const known = history.get(file) ?? { updated, contributors: [], changed: new Date(moment), added: null }
      if (!known.contributors.includes(author)) known.contributors.push(author)
      known.added = status === 'A' ? new Date(moment) : null
      history.set(file, known)
    }
  }
  return history
}

/** The commits at which the history of a shallow clone is cut off. */
async function readCut(folder: string): Promise<Set<string>> {
  const file = (await git(folder, ['rev-parse', '--git-path', 'shallow'])).trim()
  if (!file) return new Set()
  const hashes = await readFile(path.resolve(folder, file), 'utf8').catch(() => '')
  return new Set(hashes.split('\n').filter(Boolean))
}

/** `REPOSITORY_URL`, or what the content names, or the address of the remote "origin" where it is one of the web; null where neither is. */
export async function readRepository(
  folder: string,
  configured = process.env.REPOSITORY_URL,
  { repository, edit }: Partial<Pick<Settings, 'repository' | 'edit'>> = {},
): Promise<Repository | null> {
  const remote = configured || repository || (await git(folder, ['remote', 'get-url', 'origin'])).trim()
  const url = remote.replace(/^git@([^:]+):/, 'https://$1/').replace(/(\.git)?(?<!\/)\/*$/, '')
  if (!/^https?:\/\/[^/@]+\/./.test(url)) return null
  const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
  const below = top ? path.relative(top, folder).replaceAll(path.sep, '/') : 'content'
  return { url, folder: below, ...(edit && !configured && { edit }) }
}

/** The page of the repository where a file of the content is edited. */
export function formatEditAddress({ url, folder, edit }: Repository, file: string): string {
  return (edit ?? [url, 'edit/main', folder, '{path}'].filter(Boolean).join('/')).replace('{path}', () => file)
}

/** The form of the repository that reports a dead link on a page. */
export function formatReportAddress({ url }: Repository, slug: string): string {
  if (/^https?:\/\/[^/]*gitlab/i.test(url))
    return `${url}/-/issues/new?${new URLSearchParams({ 'issue[title]': `Dead link on /${slug}` })}`
  return `${url}/issues/new?${new URLSearchParams({ template: 'dead-link.yml', title: `Dead link on /${slug}`, page: `/${slug}` })}`
}

/** History and repository of the content, read once for each version of it. */
export async function getHistory(): Promise<{ history: Map<string, FileHistory>; repository: Repository | null }> {
  const history = deriveFromContent('history', () => readHistory(getContentFolder()))
  const repository = deriveFromContent('repository', async () =>
    readRepository(getContentFolder(), undefined, await getSettings()),
  )
  return { history: await history, repository: await repository }
}

/** What Git prints; nothing where there is no Git, no repository or no commit. */
async function git(folder: string, args: string[]): Promise<string> {
  try {
    return (await run('git', args, { cwd: folder, maxBuffer: 1 << 28 })).stdout
  } catch {
    return ''
  }
}
