import { dropNumbers, isIndex } from './name-page'

/** Returns the path of a page as in its site's URLs: without extension and index, in lower case. */
export function toPathKey(path: string): string {
  const parts = path
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter((part) => part && part !== '.')
  const last = parts.at(-1)
  if (last !== undefined) {
    const stem = last.replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?|rst)$/i, '')
    if (isIndex(last)) parts.pop()
    else parts[parts.length - 1] = stem
  }
  return parts.join('/').toLowerCase()
}

/** Returns a path without the numbers that order its files, as in most generators' URLs. */
export function withoutNumbers(key: string): string {
  return key.split('/').map(dropNumbers).join('/')
}

/** Joins a folder and a relative path; steps above the root stay at the root. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = folder.split('/').filter(Boolean)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Finds pages by path: as it is, without numbers, and by the end of a longer path. */
export class PathIndex<T> {
  private readonly exact = new Map<string, T>()
  private readonly loose = new Map<string, T>()

  add(path: string, page: T): void {
    const key = toPathKey(path)
    if (!this.exact.has(key)) this.exact.set(key, page)
    const plain = withoutNumbers(key)
    if (!this.loose.has(plain)) this.loose.set(plain, page)
  }

  find(path: string): T | undefined {
    const key = toPathKey(path)
    return this.exact.get(key) ?? this.loose.get(withoutNumbers(key))
  }

  /** Finds a path whose first folders may be those of the site's address, such as "/docs/en". */
  findFromRoot(path: string): T | undefined {
    const parts = toPathKey(path).split('/')
    for (let from = 0; from < parts.length; from++) {
      const found = this.find(parts.slice(from).join('/'))
      if (found) return found
    }
    return undefined
  }
}
