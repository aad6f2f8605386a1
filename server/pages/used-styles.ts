import postcss, { type ChildNode, type Container, type Rule } from 'postcss'
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

/** Tags, with their quoted values. */
const tag = /<\w[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>/g
/** Attributes with sentences and addresses, which no selector names. */
const texts = / (?:alt|aria-label|content|d|data-close|data-show|href|title)="[^"]*"/g

/** Returns everything in the tags of a page that may be the name of a tag, class, id or attribute. */
function findWords(html: string): Set<string> {
  const tags = (html.match(tag) ?? []).join('')
  const words = new Set(tags.replaceAll(texts, '').match(/[^\s"'<>=&;]+/g))
  // React writes "[&>p]:mt-2" as "[&amp;&gt;p]:mt-2".
  for (const [, classes = ''] of tags.matchAll(/ class="([^"&]*&[^"]*)"/g))
    for (const name of unescape(classes).split(' ')) words.add(name)
  return words
}
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const unescape = (text: string): string =>
  text.replaceAll(/&([\w#]+);/g, (whole, name: string) => entities[name] ?? whole)
/** Returns the names in a selector, unescaped. */
const namesIn = (selector: string): string[] => [
  ...new Set((selector.match(/(?:\\.|[\w-])+/g) ?? []).map((name) => name.replaceAll('\\', ''))),
]

/** Dialogs, which only a script opens, and states of the pointer. A menu opens at once, and needs its rules by then. */
const unseen = /:hover\b|::backdrop|\.contents-dialog\b/
/** Parts of a selector that don't need such a state: what they exclude, and one of several alternatives. */
const mayBeSeen = /:(?:not|(?:is|where)(?=\([^)]*,))\((?:[^()]|\([^()]*\))*\)/g
/** Parts of form fields. */
const partOfField = /^::(?:file-selector|placeholder|-webkit-(?:calendar|date|inner|outer|search))/
/** A field that is seen. */
const field = /<(?:select|textarea|input(?! type="hidden"))/

/** A rule of a style sheet. */
interface SheetRule {
  selector: string
  /** The names in its selector, of which a page may contain some. */
  names: string[]
  /** The selectors that are used by pages with the same of these names; empty if none is. */
  used: Map<string, string>
  body: string
  isForFields: boolean
}
/** A part of a style sheet: a rule, rules inside an at-rule, or text that each page keeps. */
type Part = SheetRule | { start: string; parts: Part[] } | string

/**
 * Returns a function that selects the rules of a style sheet that the first paint of a page may use. It removes a rule
 * only if a name in its selector is nowhere in the page's tags, or if it only applies once the page is used: the loader
 * then requests the whole style sheet. Fonts, keyframes and variables are kept.
 */
export function createStylePicker(sheet: string): (html: string) => Promise<string> {
  const rules: SheetRule[] = []
  const parts = readParts(postcss.parse(sheet), rules)
  return async (html) => {
    const words = findWords(html)
    const hasFields = field.test(html)
    const keys = new Map(rules.map((rule) => [rule, rule.names.filter((name) => words.has(name)).join(' ')]))
    // Pages differ in few names, so the first page decides on most rules for all.
    const undecided = rules.filter((rule) => !rule.used.has(keys.get(rule)!))
    if (undecided.length > 0) {
      const found = await findUsed(
        undecided,
        [...new Set(rules.flatMap(({ names }) => names))].filter((name) => words.has(name)),
      )
      for (const [index, rule] of undecided.entries()) rule.used.set(keys.get(rule)!, found.get(index) ?? '')
    }
    return write(parts, (rule) => (rule.isForFields && !hasFields ? '' : rule.used.get(keys.get(rule)!)!))
  }
}

/** Reads a style sheet, without rules that the first paint never needs, or that all supported browsers do without. */
function readParts(container: Container, rules: SheetRule[]): Part[] {
  return (container.nodes ?? []).flatMap((node: ChildNode): Part[] => {
    if (node.type === 'rule') return readRule(node, rules)
    if (node.type !== 'atrule') return []
    if (node.name === 'supports') {
      if (node.params.includes('color-mix(in lab')) return readParts(node, rules)
      // Tailwind's replacement for `@property`.
      if (node.params.includes('margin-trim')) return []
    }
    const holdsRules = node.nodes?.some(({ type }) => type !== 'decl') && !node.name.endsWith('keyframes')
    if (!holdsRules) return [node.nodes ? node.toString() : `${node.toString()};`]
    return [{ start: `@${node.name}${node.raws.afterName ?? ' '}${node.params}`, parts: readParts(node, rules) }]
  })
}

function readRule(rule: Rule, rules: SheetRule[]): Part[] {
  const selector = rule.selectors.filter((each) => !unseen.test(each.replaceAll(mayBeSeen, ''))).join()
  if (selector === '') return []
  const read = {
    selector,
    names: namesIn(selector),
    used: new Map<string, string>(),
    body: (rule.nodes ?? []).map(String).join(';'),
    isForFields: partOfField.test(selector),
  }
  rules.push(read)
  return [read]
}

/** Returns the selectors of rules that a page with these words may use, by the index of the rule. */
async function findUsed(rules: SheetRule[], words: string[]): Promise<Map<number, string>> {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: words.join(' '), extension: 'html' }],
    css: [{ raw: rules.map(({ selector }, index) => `${selector}{order:${index}}`).join('') }],
    defaultExtractor: (names) => names.split(' '),
    dynamicAttributes,
  })
  const found = new Map<number, string>()
  postcss.parse(result?.css ?? '').walkDecls('order', ({ value, parent }) => {
    found.set(Number(value), (parent as Rule).selector)
  })
  return found
}

function write(parts: Part[], selectorOf: (rule: SheetRule) => string): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const [start, inner] =
        'parts' in part ? [part.start, write(part.parts, selectorOf)] : [selectorOf(part), part.body]
      return start && inner && `${start}{${inner}}`
    })
    .join('')
}

/**
 * Removes the fonts from a style sheet. If it declared them again, a font that came too late for the first paint would
 * still be applied, and shift the text.
 */
export function withoutFonts(sheet: string): string {
  return sheet.replaceAll(/@font-face\s*\{[^{}]*\}/g, '')
}
