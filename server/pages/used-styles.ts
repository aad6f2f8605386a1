import { PurgeCSS } from 'purgecss'

/** Attributes that scripts set, or that change as a reader uses a page, or whose values are no words: their rules stay. */
const dynamicAttributes = [
  'aria-current',
  'aria-expanded',
  'aria-invalid',
  'aria-pressed',
  'data-first',
  'data-fonts',
  'data-held',
  'data-pending',
  'data-script',
  'data-theme',
  'hidden',
  'href',
  'open',
]

/** What may be a tag, a class, an id or an attribute in HTML. */
const words = (html: string): string[] => [
  ...(html.match(/[^\s"'<>=&;]+/g) ?? []),
  // As React writes them, "[&>p]:mt-2" is "[&amp;&gt;p]:mt-2".
  ...[...html.matchAll(/ class="([^"]*&[^"]*)"/g)].flatMap(([, classes = '']) => unescape(classes).split(' ')),
]
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const unescape = (text: string): string =>
  text.replaceAll(/&([\w#]+);/g, (whole, name: string) => entities[name] ?? whole)
/** What selectors name, without escapes. */
const names = (sheet: string): string[] =>
  (sheet.replaceAll(/\{[^{}]*\}/g, ' ').match(/(?:\\.|[\w-])+/g) ?? []).map((name) => name.replaceAll('\\', ''))

/** As many sets of rules are kept; pages of a kind use the same. */
const mostKept = 100

/**
 * Returns a function that picks the rules of a style sheet that a page may use. It errs on the side of keeping: a rule
 * goes only where a name in its selector stands nowhere in the page, and fonts, keyframes and variables stay.
 */
export function createStylePicker(sheet: string): (html: string) => Promise<string> {
  const known = new Set(names(sheet))
  const kept = new Map<string, Promise<string>>()
  return (html) => {
    const used = [...new Set(words(html))].filter((word) => known.has(word)).sort()
    const key = used.join(' ')
    const rules = kept.get(key) ?? pick(sheet, key)
    kept.delete(key)
    kept.set(key, rules)
    if (kept.size > mostKept) kept.delete([...kept.keys()][0]!)
    return rules
  }
}

/** Returns a style sheet without its fonts: declared again, one that came too late for a page would come into it after all, and move it. */
export function withoutFonts(sheet: string): string {
  return sheet.replaceAll(/@font-face\s*\{[^{}]*\}/g, '')
}

async function pick(sheet: string, used: string): Promise<string> {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: used, extension: 'html' }],
    css: [{ raw: sheet }],
    defaultExtractor: (names) => names.split(' '),
    dynamicAttributes,
  })
  return result?.css ?? sheet
}
