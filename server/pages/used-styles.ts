import postcss, { list, type ChildNode, type Container } from 'postcss'

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

/** A field that is seen. */
const field = /<(?:select|textarea|input(?! type="hidden"))/
/** A name for the placeholder and the other parts of a form field, which have no tags of their own. */
const partOfField = '::part-of-field'

/** Returns everything in the tags of a page that may be the name of a tag, class, id or attribute. */
function findWords(html: string): Set<string> {
  const tags = (html.match(tag) ?? []).join('')
  const words = new Set(tags.replaceAll(texts, '').match(/[^\s"'<>=&;]+/g))
  // React writes "[&>p]:mt-2" as "[&amp;&gt;p]:mt-2".
  for (const [, classes = ''] of tags.matchAll(/ class="([^"&]*&[^"]*)"/g))
    for (const name of unescape(classes).split(' ')) words.add(name)
  if (field.test(tags)) words.add(partOfField)
  // A dialog, which only a script opens. A menu opens at once, and needs its rules by then.
  words.delete('contents-dialog')
  return words
}
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
const unescape = (text: string): string =>
  text.replaceAll(/&([\w#]+);/g, (whole, name: string) => entities[name] ?? whole)

/** A part of a selector: one or more alternatives, each with the names without which a page does not need it. */
interface Choice {
  start: string
  options: { text: string; names: string[] }[]
  end: string
}

/** A pseudo-class with a list of selectors. */
const withList = /(:(?:not|is|where|has)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))/g

function readSelector(selector: string): Choice[] {
  return selector.split(withList).map((part, index) => {
    if (index % 2 === 0) return { start: '', options: [readOption(part)], end: '' }
    // A page need not have what a selector excludes.
    if (part.startsWith(':not')) return { start: '', options: [{ text: part, names: [] }], end: '' }
    const opened = part.indexOf('(') + 1
    return { start: part.slice(0, opened), options: list.comma(part.slice(opened, -1)).map(readOption), end: ')' }
  })
}

/** Names an alternative, except for its own lists. */
const readOption = (text: string) => ({ text, names: findNames(text.replaceAll(withList, '')) })

/** Part of a selector: a pseudo-class or pseudo-element, an attribute and its value, or the name of a tag, class or id. */
const simple = /(::?[\w-]+)(?:\([^()]*\))?|\[([\w-]+)(?:=["']?([\w-]+))?[^\]]*\]|((?:\\.|[\w-])+)/g
/** Parts that no page has at first: of the pointer, of dialogs, of web components, and of earlier Firefox. */
const absent = /^:(?:hover|:backdrop|host|-moz-.*)$/
const ofField = /^::(?:file-selector|placeholder|-webkit-(?:calendar|date|inner|outer|search))/

/** Returns the names of a selector, unescaped. */
function findNames(selector: string): string[] {
  return [...selector.matchAll(simple)].flatMap(([, pseudo, attribute, value, name]) => {
    if (name) return name.replaceAll('\\', '')
    if (pseudo) return absent.test(pseudo) ? pseudo : ofField.test(pseudo) ? partOfField : []
    return dynamicAttributes.includes(attribute!) ? [] : [attribute!, value ?? []].flat()
  })
}

/** A part of a style sheet: a rule, rules inside an at-rule, or text that each page keeps. */
type Part = { selectors: Choice[][]; body: string } | { start: string; parts: Part[] } | string

/**
 * Returns a function that selects the rules of a style sheet that the first paint of a page may use. It removes a
 * selector only if a name in it is nowhere in the page's tags, or if it only applies once the page is used: the loader
 * then requests the whole style sheet. Fonts, keyframes and variables are kept.
 */
export function createStylePicker(sheet: string): (html: string) => string {
  const parts = readParts(postcss.parse(sheet))
  return (html) => write(parts, findWords(html))
}

/** Reads a style sheet, without rules that the first paint never needs, or that all supported browsers do without. */
function readParts(container: Container): Part[] {
  return (container.nodes ?? []).flatMap((node: ChildNode): Part[] => {
    if (node.type === 'rule')
      return [{ selectors: node.selectors.map(readSelector), body: (node.nodes ?? []).map(String).join(';') }]
    if (node.type !== 'atrule') return []
    if (node.name === 'supports') {
      if (node.params.includes('color-mix(in lab')) return readParts(node)
      // Tailwind's replacement for `@property`.
      if (node.params.includes('margin-trim')) return []
    }
    const holdsRules = node.nodes?.some(({ type }) => type !== 'decl') && !node.name.endsWith('keyframes')
    if (!holdsRules) return [node.nodes ? node.toString() : `${node.toString()};`]
    return [{ start: `@${node.name}${node.raws.afterName ?? ' '}${node.params}`, parts: readParts(node) }]
  })
}

function write(parts: Part[], words: Set<string>): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const [start, inner] =
        'parts' in part
          ? [part.start, write(part.parts, words)]
          : [part.selectors.flatMap((selector) => writeSelector(selector, words)).join(), part.body]
      return start && inner && `${start}{${inner}}`
    })
    .join('')
}

/** Returns the selector with the alternatives that a page may need; none if it does not need the selector. */
function writeSelector(selector: Choice[], words: Set<string>): string[] {
  let written = ''
  for (const { start, options, end } of selector) {
    const used = options.filter(({ names }) => names.every((name) => words.has(name)))
    if (used.length === 0) return []
    written += start + used.map(({ text }) => text).join() + end
  }
  return [written]
}

/**
 * Removes the fonts from a style sheet. If it declared them again, a font that came too late for the first paint would
 * still be applied, and shift the text.
 */
export function withoutFonts(sheet: string): string {
  return sheet.replaceAll(/@font-face\s*\{[^{}]*\}/g, '')
}
