import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isIndex } from '../../arrange/name-page'
import { joinPath } from '../../arrange/page-paths'
import { cleanTitle } from '../../dialects/notices'
import { skippedFolders } from '../list-sources'
import type { NavItem } from './nav-item'

/** A list item with a link. */
const entry = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*?)\[((?:[^[\]]|\[[^[\]]*\])+)\]\(<?([^()<>\s#]+)/gm
/** Words of a link that are no title of its page. */
const generic = /^(?:lesson|link|here|page|read(?: more)?)$/i

const byNumber = new Intl.Collator('en', { numeric: true })

/**
 * Reads the order of pages from the indexes of folders, as courses have them that no generator builds: an index that
 * lists at least half of the pages below its folder is their navigation.
 */
export async function readOutlines(root: string): Promise<NavItem[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const pages = entries
    .filter((each) => each.isFile() && /\.(?:md|mdx|markdown)$/i.test(each.name))
    .map((each) => path.relative(root, path.join(each.parentPath, each.name)).split(path.sep).join('/'))
    .filter((page) => !page.split('/').some((part) => skippedFolders.test(part)))
  const items: NavItem[] = []
  for (const index of pages.filter((page) => page.includes('/') && isIndex(page)).sort()) {
    const folder = path.posix.dirname(index)
    if (items.some(({ target }) => index.startsWith(`${path.posix.dirname(target)}/`))) continue
    const below = new Set(pages.filter((page) => page !== index && page.startsWith(`${folder}/`)))
    const text = await readFile(path.join(root, index), 'utf8').catch(() => '')
    const children = [...text.matchAll(entry)].flatMap(([, before = '', words = '', address = '']): NavItem[] => {
      const target = joinPath(folder, address)
      const title = cleanTitle(generic.test(words) ? before.replace(/[\s:–—-]+$/, '') : words)
      return below.delete(target) ? [{ title, target, children: [] }] : []
    })
    if (children.length < 2 || children.length < below.size) continue
    const others = [...below].sort().map((target) => ({ title: '', target, children: [] }))
    items.push({ title: '', target: index, children: [...children, ...others] })
  }
  if (!items.length) return []
  // The other folders keep their places between those.
  const known = new Set(items.map(({ target }) => target.split('/')[0]))
  const folders = new Set(pages.flatMap((page) => (page.includes('/') ? (page.split('/')[0] ?? '') : [])))
  for (const folder of folders) if (!known.has(folder)) items.push({ title: '', target: `${folder}/`, children: [] })
  return items.sort((a, b) => byNumber.compare(a.target, b.target))
}
