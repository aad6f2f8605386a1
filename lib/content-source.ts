import path from 'node:path'

/** Where content comes from by Git: an address, and what follows its `#`, as `branch` or `branch:folder`. */
export interface ContentSource {
  /** Without a password. */
  url: string
  /** Null for the repository's own default. */
  branch: string | null
  /** The content folder in the repository, with `/`; empty for its top. */
  folder: string
  /** Of the address, decoded; sent to that host alone. */
  credentials: { user: string; password: string } | null
}

const isBranch = (name: string) => /^(?![-/.])(?!.*(?:\.\.|\/\/|@\{|\.lock$))[^\s\\~^:?*[\p{Cc}]+(?<![/.])$/u.test(name)
const isFolder = (name: string) => name.split('/').every((part) => /^(?!\.)[^\\:*?"<>|\p{Cc}]+$/u.test(part))

/** Reads `CONTENT_GIT`; null if it names no repository that Git can read without asking. */
export function parseContentSource(text: string): ContentSource | null {
  const [, address = '', branch, folder = ''] = /^([^#\s]+?)(?:#([^:#]*)(?::([^#]*))?)?$/.exec(text) ?? []
  const below = folder.replace(/^\/+|\/+$/g, '')
  if ((branch && !isBranch(branch)) || (below && !isFolder(below))) return null
  const rest = { branch: branch || null, folder: below }
  // A path, or as SSH has it: git@host:me/pages.git.
  if (/^\//.test(address) || /^[\w.-]+@[\w.-]+:[^-].*$/.test(address))
    return { url: address, ...rest, credentials: null }
  if (!/^(https?|ssh|file):\/\//i.test(address)) return null
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return null
  }
  const { protocol, username, password } = url
  if (!/^https?:$/.test(protocol))
    return url.host.startsWith('-') || password ? null : { url: address, ...rest, credentials: null }
  url.username = ''
  url.password = ''
  try {
    const credentials =
      username || password ? { user: decodeURIComponent(username), password: decodeURIComponent(password) } : null
    return { url: url.href, ...rest, credentials }
  } catch {
    return null
  }
}

/** Returns the folder that holds what is pulled for `CONTENT_GIT`. */
export function getContentGitFolder(dataDir = process.env.DATA_DIR || 'data'): string {
  return path.resolve(/* turbopackIgnore: true */ dataDir, 'content-git')
}

/** Returns the content folder: what is pulled for `CONTENT_GIT`, or `CONTENT_DIR`, or `content` in the application's folder. */
export function findContentFolder(): string {
  return process.env.CONTENT_GIT
    ? path.join(getContentGitFolder(), 'current')
    : path.resolve(/* turbopackIgnore: true */ process.env.CONTENT_DIR || 'content')
}
