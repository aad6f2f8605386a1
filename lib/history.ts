import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { getContentFolder } from './content'

const run = promisify(execFile)

/** What Git knows of one file of the content. */
export interface FileHistory {
  /** The day of its last commit, as in 2026-11-23. */
  updated: string
  /** Who committed to it, the latest first. */
  contributors: string[]
}

/** Where the content is kept, as a site for pull requests. */
export interface Repository {
  /** Without a slash at the end. */
  url: string
  /** The content folder, from the top of the repository. */
  folder: string
}

/** The history of every file below a folder, by its path from there; empty where Git is not. */
export async function readHistory(folder: string): Promise<Map<string, FileHistory>> {
  const log = await git(folder, ['log', '--format=%x00%cs%x09%aN', '--name-only', '--relative', '--', '.'])
  const history = new Map<string, FileHistory>()
  for (const commit of log.split('\0').slice(1)) {
    const [head = '', ...files] = commit.split('\n').filter(Boolean)
    const [updated = '', author = ''] = head.split('\t')
    for (const file of files) {
      const known = history.get(file)
      if (!known) history.set(file, { updated, contributors: [author] })
      else if (!known.contributors.includes(author)) known.contributors.push(author)
    }
  }
  return history
}

/** `REPOSITORY_URL`, or the address of the remote "origin" where it is one of the web; null where neither is. */
export async function readRepository(folder: string, configured = process.env.REPOSITORY_URL): Promise<Repository | null> {
  const remote = configured || (await git(folder, ['remote', 'get-url', 'origin'])).trim()
  const url = remote.replace(/^git@([^:]+):/, 'https://$1/').replace(/(\.git)?\/*$/, '')
  if (!/^https?:\/\/[^/@]+\/./.test(url)) return null
  const top = (await git(folder, ['rev-parse', '--show-toplevel'])).trim()
  return { url, folder: top ? path.relative(top, folder).replaceAll(path.sep, '/') : 'content' }
}

/** The page of the repository where a file of the content is edited. */
export function formatEditAddress({ url, folder }: Repository, file: string): string {
  return `${url}/edit/main/${folder}/${file}`
}

/** The form of the repository that reports a dead link on a page. */
export function formatReportAddress({ url }: Repository, slug: string): string {
  return `${url}/issues/new?${new URLSearchParams({ template: 'dead-link.yml', title: `Dead link on /${slug}`, page: `/${slug}` })}`
}

let history: Promise<Map<string, FileHistory>> | undefined
let repository: Promise<Repository | null> | undefined

/** History and repository of the content, read once a process. */
export async function getHistory(): Promise<{ history: Map<string, FileHistory>; repository: Repository | null }> {
  history ??= readHistory(getContentFolder())
  repository ??= readRepository(getContentFolder())
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
