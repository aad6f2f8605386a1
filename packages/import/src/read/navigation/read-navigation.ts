import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { readLiteral } from './read-literal'
import { readNavItems, type NavItem } from './nav-item'
import { readSummary } from './read-summary'

/** Files that hold a site's navigation, the best first: how to read each. */
const readers: [name: RegExp, read: (text: string) => NavItem[]][] = [
  [/^mkdocs\.ya?ml$/, (text) => readNavItems((readYaml(text) as { nav?: unknown } | null)?.nav)],
  [/^(SUMMARY|_sidebar)\.md$/i, readSummary],
  [/^sidebars?\.json$/, (text) => readFirst(JSON.parse(text))],
  [
    /^sidebars?\.[cm]?[jt]s$/,
    (text) =>
      readFirst(readLiteral(text, /(?:\bsidebars\w*\s*(?::\s*[\w.]+\s*)?=|module\.exports\s*=|export\s+default)\s*/g)),
  ],
  [/^(astro\.config|config)\.[cm]?[jt]s$/, (text) => readNavItems(readLiteral(text, /\bsidebar\s*:\s*/g))],
  [
    /^_toc\.ya?ml$/,
    (text) =>
      readNavItems(
        (readYaml(text) as { parts?: unknown; chapters?: unknown } | null)?.parts ??
          (readYaml(text) as { chapters?: unknown } | null)?.chapters,
      ),
  ],
  [/^(?:navigation|docs?_nav|sidebar)\.ya?ml$/, (text) => readFirst(readYaml(text))],
]

/** Reads the navigation of a site from the first file that has one. Never runs a program. */
export async function readNavigation(folders: string[]): Promise<{ items: NavItem[]; file: string; problem?: string }> {
  let problem: string | undefined
  for (const [name, read] of readers)
    for (const folder of folders) {
      const found = (await readdir(folder).catch(() => [] as string[])).sort().find((each) => name.test(each))
      if (!found) continue
      const file = path.join(folder, found)
      try {
        const items = read(await readFile(file, 'utf8'))
        if (items.some(({ target, children }) => target || children.length)) return { items, file }
      } catch (error) {
        problem ??= `The navigation in ${file} can't be read (${String((error as Error).message).split('\n', 1)[0]}), so the order comes from fields and names.`
      }
    }
  return { items: [], file: '', ...(problem && { problem }) }
}

/** Reads all sidebars of a file, one after the other: together they are the site's order. */
function readFirst(data: unknown): NavItem[] {
  if (Array.isArray(data)) return readNavItems(data)
  if (data === null || typeof data !== 'object') return []
  const lists = Object.values(data)
  return lists.length === 1
    ? readNavItems(lists[0])
    : lists.flatMap((list, at) => {
        const items = readNavItems(list)
        return items.length > 1 || items[0]?.children.length
          ? items
          : items.map((item) => ({ ...item, title: item.title || Object.keys(data)[at] || '' }))
      })
}

function readYaml(text: string): unknown {
  // Tags such as !!python/name: have no meaning here; with this schema all values are text.
  return parse(text.replace(/!(?:!?python\/|ENV\b|relative\b)[^\s,\]}]*/g, ''), {
    schema: 'failsafe',
    maxAliasCount: 100,
    uniqueKeys: false,
    logLevel: 'error',
  })
}
