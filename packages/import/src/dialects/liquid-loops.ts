import path from 'node:path'
import { Liquid } from 'liquidjs'
import type { SiteData } from '../read/site-data'
import type { SourceLine, SourceLines } from './source-lines'

/** What the templates of a Jekyll site may name. */
export interface LiquidSource {
  folder: string
  /** The page's fields, and the values of the configuration, by key: "twitter.username". */
  fields: ReadonlyMap<string, string>
  values: ReadonlyMap<string, string>
  data: SiteData
  pages: { path: string; fields: ReadonlyMap<string, string> }[]
}

/** An include of HTML on a line of its own; those named after notices become notices later. */
const included =
  /^\s*\{%-?\s*include(?:_cached)?\s+(?![\w./-]*\b(?:note|tip|info|important|warning|caution|danger|alert|callout|notice)\b)[\w./-]+\.html\b[^%]*%\}\s*$/
const starts = /\{%-?\s*(?:for|tablerow)\s/g
const ends = /\{%-?\s*end(?:for|tablerow)\s*-?%\}/g

/** Runs the loops of a Jekyll page, and its includes with loops, on the data of its site. Those that fail stay as they are. */
export function renderLoops(page: SourceLines, source: LiquidSource): void {
  if (!page.lines.some(({ text }) => /\{%-?\s*(?:for|tablerow|include)/.test(text))) return
  let render: ReturnType<typeof makeRenderer> | undefined
  const code = page.findCode()
  const lines: SourceLine[] = []
  const assigned: string[] = []
  let block: SourceLine[] = []
  let depth = 0
  let isRaw = false
  const finish = () => {
    render ??= makeRenderer(source)
    const rendered = render(assigned.join('') + block.map(({ text }) => text).join('\n'))
    const number = block[0]?.number ?? 1
    lines.push(...(rendered === null ? block : rendered.map((text) => ({ text, number }))))
    block = []
  }
  for (const [at, line] of page.lines.entries()) {
    const { text } = line
    if (code[at] || isRaw || /\{%-?\s*raw\b/.test(text)) {
      isRaw = !code[at] && /\{%-?\s*(?:end)?raw\b(?!.*\{%-?\s*(?:end)?raw\b)/.exec(text)?.[0].includes('end') === false
      if (depth > 0) block.push(line)
      else lines.push(line)
      continue
    }
    assigned.push(...(depth ? [] : (text.match(/\{%-?\s*assign\s[^%]*%\}/g) ?? [])))
    const opened = text.match(starts)?.length ?? 0
    if (depth + opened > 0 || included.test(text)) block.push(line)
    else lines.push(line)
    depth = Math.max(0, depth + opened - (text.match(ends)?.length ?? 0))
    if (depth === 0 && block.length) finish()
  }
  page.lines = [...lines, ...block]
}

const engines = new Map<string, Liquid>()

/** Returns a function that fills in a template as lines; null if that fails, or shows nothing. */
function makeRenderer(source: LiquidSource): (template: string) => string[] | null {
  const { folder, fields, values, data, pages } = source
  const engine = engines.get(folder) ?? createEngine(folder)
  engines.set(folder, engine)
  const collections: Record<string, unknown[]> = {}
  for (const each of pages) {
    const [, name] = /^_([\w-]+)\//.exec(each.path) ?? []
    ;(collections[name ?? 'pages'] ??= []).push({ ...nest(each.fields), url: `/${each.path}`, path: each.path })
  }
  const scope = { site: { ...nest(values), ...collections, data }, page: nest(fields) }
  return (template) => {
    try {
      const text = String(engine.parseAndRenderSync(template, scope)).trim()
      if (!text) return null
      const isHtml = /^</.test(text) && !/<pre\b/.test(text)
      const lines = text.split('\n').map((line) => (isHtml ? line.trim() : line.trimEnd()))
      // What data shows of templates is no template.
      return [
        '',
        ...lines
          .filter((line) => line || !isHtml)
          .map((line) => (/\{[{%]/.test(line) ? `{% raw %}${line}{% endraw %}` : line)),
        '',
      ]
    } catch {
      return null
    }
  }
}

function createEngine(folder: string): Liquid {
  const engine = new Liquid({
    root: path.join(folder, '_includes'),
    jekyllInclude: true,
    jekyllWhere: true,
    dynamicPartials: false,
    strictFilters: true,
    cache: true,
    parseLimit: 200_000,
    renderLimit: 2000,
    memoryLimit: 10_000_000,
  })
  // Addresses are resolved as paths of the site.
  for (const name of ['relative_url', 'absolute_url'])
    engine.registerFilter(name, (address: unknown) => String(address ?? ''))
  engine.registerFilter('markdownify', (text: unknown) => String(text ?? ''))
  return engine
}

/** Nests values by key, as in "twitter.username" and "tags.0". */
function nest(values: ReadonlyMap<string, string>): Record<string, unknown> {
  const nested: Record<string, unknown> = {}
  for (const [key, value] of values) {
    const names = key.split('.')
    let inner = nested
    for (const [at, name] of names.slice(0, -1).entries()) {
      if (inner[name] === null || typeof inner[name] !== 'object') inner[name] = /^\d+$/.test(names[at + 1]!) ? [] : {}
      inner = inner[name] as Record<string, unknown>
    }
    inner[names.at(-1)!] ??= value
  }
  return nested
}
