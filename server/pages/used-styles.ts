import { PurgeCSS } from 'purgecss'

/**
 * Attributes that scripts set, that change while a page is used, or whose values are not words. Their rules are kept.
 */
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

/** Returns everything in HTML that may be the name of a tag, class, id or attribute. */
const words = (html: string): string[] => [
  ...(html.match(/[^\s"'<>=&;]+/g) ?? []),
  // React writes "[&>p]:mt-2" as "[&amp;&gt;p]:mt-2".
  ...[...html.matchAll(/ class="([^"]*&[^"]*)"/g)].flatMap(([, classes = '']) => unescape(classes).split(' ')),
]
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const unescape = (text: string): string =>
  text.replaceAll(/&([\w#]+);/g, (whole, name: string) => entities[name] ?? whole)
/** Returns the names in selectors, unescaped. */
const names = (sheet: string): string[] =>
  (sheet.replaceAll(/\{[^{}]*\}/g, ' ').match(/(?:\\.|[\w-])+/g) ?? []).map((name) => name.replaceAll('\\', ''))

/** How many selections are cached; pages of one kind share them. */
const mostKept = 100

/**
 * Returns a function that selects the rules of a style sheet that a page may use. It removes a rule only if a name in
 * its selector is nowhere in the page; fonts, keyframes and variables are kept.
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

/**
 * Removes the fonts from a style sheet. If it declared them again, a font that came too late for the first paint would
 * still be applied, and shift the text.
 */
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
