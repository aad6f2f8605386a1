/** An entry of a site's navigation: a page, a section, or both. */
export interface NavItem {
  title: string
  /** The page as the navigation names it: a file, an address or an id; empty for a section without one. */
  target: string
  children: NavItem[]
}

const titleKeys = ['label', 'title', 'text', 'name']
const targetKeys = ['link', 'file', 'path', 'id', 'slug', 'href', 'url', 'page', 'to']
const childKeys = ['items', 'children', 'links', 'subfolderitems', 'sections', 'docs', 'pages']

/** Reads the items of any navigation: texts, `title: page` pairs, and objects with a title, a page and children. */
export function readNavItems(data: unknown): NavItem[] {
  if (typeof data === 'string') return isTarget(data) ? [{ title: '', target: data, children: [] }] : []
  if (Array.isArray(data)) return data.flatMap(readNavItems)
  if (data === null || typeof data !== 'object') return []
  const fields = new Map(Object.entries(data).map(([key, value]) => [key.toLowerCase(), value as unknown]))
  const text = (keys: string[]) => keys.map((key) => fields.get(key)).find((value) => typeof value === 'string')
  const children = childKeys.map((key) => fields.get(key)).find((value) => Array.isArray(value))
  const link = fields.get('link')
  const linked = link && typeof link === 'object' ? readNavItems(link)[0]?.target : undefined
  const [title, target] = [text(titleKeys), text(targetKeys) ?? linked]
  if (children !== undefined || target !== undefined)
    return [
      {
        title: (title as string | undefined) ?? '',
        target: isTarget(String(target ?? '')) ? String(target ?? '') : '',
        children: readNavItems(children),
      },
    ]
  // The generator fills this section from a folder, so the folder represents its pages.
  const generated = fields.get('autogenerate') as { directory?: unknown } | undefined
  const folder = fields.get('dirname') ?? generated?.directory
  if (typeof folder === 'string')
    return [{ title: (title as string | undefined) ?? '', target: `${folder.replace(/\/+$/, '')}/`, children: [] }]
  // An item of another type, such as HTML of Docusaurus, leads to no page.
  if (fields.has('type') && fields.size > 1) return []
  // `Title: page.md`, or `Title: [ … ]`.
  return Object.entries(data).flatMap(([key, value]): NavItem[] =>
    typeof value === 'string'
      ? isTarget(value)
        ? [{ title: key, target: value, children: [] }]
        : []
      : [{ title: key, target: '', children: readNavItems(value) }],
  )
}

function isTarget(text: string): boolean {
  return !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(text)
}
