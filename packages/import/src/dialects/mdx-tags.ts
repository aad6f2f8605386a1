import { cleanTitle, toNotice } from './notices'
import { readAttributes, splitSpans, type Attributes, type Element, type SourceLines } from './source-lines'

/** Components of Docusaurus, Starlight and others that are replaced by their contents. */
const wrappers = new Set(
  (
    'Steps Step CardGrid CardGroup FileTree Fragment Columns Column Center Highlight Tooltip Frame ' +
    'BrowserWindow CodeGroup React.Fragment DocCardList TOCInline Head'
  ).split(' '),
)
const silent = new Set('DocCardList TOCInline Head Icon'.split(' '))

/** Rewrites the components in a line of MDX as elements, links or their words. */
export function rewriteTags(text: string, page: SourceLines, line: number): string | string[] {
  if (!/<\/?[A-Z>]/.test(text)) return text
  const indent = /^[ \t]*/.exec(text)?.[0] ?? ''
  // Words in a component with an address are a link, whatever it is called.
  text = text.replace(
    linkedWords,
    (tags: string, _name, before: string, address: string, after: string, words: string) =>
      /\stitle=/.test(before + after) ? tags : `<a href=${address}>${words}</a>`,
  )
  // In a sentence, a component is only about the words in it.
  const isInline = /^[^<]*[^<\s]|[^>\s][^>]*$/.test(text)
  let isBlock = false
  const rewritten = splitSpans(text)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(
            /<(\/?)([A-Z][\w.]*|)((?:\s+(?:[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?|\{\.\.\.[^}]*\}))*)\s*(\/?)>/g,
            (tag: string, slash: string, name: string, written: string, closed: string) => {
              const found = rewriteTag(name, slash !== '', closed !== '', readTag(written), page, line, isInline)
              if (found === null) return tag
              if (found.includes('\n')) isBlock = true
              return found
            },
          ),
    )
    .join('')
  return isBlock ? rewritten.split('\n').map((each) => (each.trim() ? indent + each.trim() : '')) : rewritten
}

const linkedWords = /<([A-Z][\w.]*)((?:\s[^<>]*?)?)\s(?:href|to)=("[^"]*"|'[^']*')([^<>]*)>([^<>]+)<\/\1>/g

const readTag = (written: string): Attributes => readAttributes(written)

/** Attributes whose text a page shows. */
const texts = ['title', 'label', 'heading', 'text', 'summary', 'description', 'caption']

/** Returns what a component's tag becomes; null to keep it as text. */
function rewriteTag(
  name: string,
  isEnd: boolean,
  isClosed: boolean,
  attributes: Attributes,
  page: SourceLines,
  line: number,
  isInline: boolean,
): string | null {
  const block = (text: string) => `\n\n${text}\n\n`
  const open = (element: Element, given: Attributes) => block(writeTag(element, given))
  // The attributes of <Translate> are for translators.
  if (name === '' || name === 'Translate' || silent.has(name)) return ''
  if (name === 'Tabs' || name === 'TabGroup') return block(isEnd ? '</lectern-tabs>' : '<lectern-tabs>')
  if (name === 'TabItem' || name === 'Tab')
    return isEnd
      ? block('</lectern-tab>')
      : open('tab', { name: attributes.label ?? attributes.value ?? attributes.title ?? attributes.name ?? 'Tab' })
  if (/^(Aside|Admonition|Callout|Note|Tip|Info|Warning|Caution|Danger)$/.test(name)) {
    const kind = /^(Aside|Admonition|Callout)$/.test(name) ? (attributes.type ?? 'note') : name
    const { element, attributes: given } = toNotice(kind, attributes.title)
    // A closing tag does not say which kind it closes, so both kinds share one tag.
    return isEnd
      ? block('</lectern-notice>')
      : block(writeTag(element, given).replace(/^<lectern-\w+/, `<lectern-notice kind="${element}"`))
  }
  if (/^(Details|Accordion|Collapsible|Expandable|Spoiler)$/.test(name)) {
    const title = cleanTitle(attributes.title ?? attributes.summary ?? '')
    // The "Details" of Docusaurus hold a summary of their own.
    return block(isEnd ? '</details>' : title || name !== 'Details' ? writeFold(title || 'Details') : '<details>')
  }
  if (name === 'Kbd') return isEnd ? '</kbd>' : '<kbd>'
  if (/^(Card|LinkCard|DocCard)$/.test(name)) {
    if (isEnd) return block('')
    const title = attributes.title ?? ''
    const label = attributes.href && title ? `[${title}](${attributes.href})` : title && `**${title}**`
    return block([label, attributes.description].filter(Boolean).join(': '))
  }
  if (name === 'Image' || name === 'ThemedImage' || name === 'Figure' || name === 'Zoom')
    return attributes.src
      ? `<img src="${attributes.src}" alt="${(attributes.alt ?? attributes.caption ?? '').replace(/"/g, '&quot;')}">`
      : ''
  if (name === 'Link' || name === 'A' || name === 'LinkButton')
    return isEnd ? '</a>' : `<a href="${attributes.to ?? attributes.href ?? ''}">`
  if (/^(?:Lite)?You[Tt]ube(?:Embed|Video|Player)?$/.test(name)) {
    const video = attributes.id ?? attributes.videoid ?? attributes.url ?? attributes[0] ?? ''
    const address = /^https?:/.test(video) ? video : `https://www.youtube.com/watch?v=${video}`
    return isEnd ? '' : block(attributes.title ? `[${attributes.title}](${address})` : `<${address}>`)
  }
  if (name === 'Badge' || name === 'Code') {
    const words = attributes.text ?? attributes.code
    if (words && !isEnd) return isClosed ? words : `${words} `
    if (isEnd) return ''
  }
  // Any other component is replaced by its text attributes, followed by its contents.
  const target = attributes.href ?? attributes.to ?? attributes.cite
  const [first = target && attributes.name, ...others] = texts.flatMap((each) => attributes[each] || [])
  const linked = first && target ? `[${first}](${target})` : first
  if (isClosed) {
    if (linked && target) return block([linked, others.join(' ')].filter(Boolean).join(': '))
    if (linked) page.addUnknown(`<${name}>`, line)
    else page.addLeftOut(`The component <${name}>`, line)
    return linked ? ` ${[linked, ...others].join(' ')} ` : ''
  }
  if (!isEnd && !wrappers.has(name)) page.addLeftOut(`The tag <${name}>, not what is in it,`, line)
  if (target && !linked) page.addLeftOut(`The address ${target} of <${name}>`, line)
  if (isInline && !linked) return ''
  return block(isEnd || !linked ? '' : [linked, ...others].map((each) => `**${each}**`).join(' '))
}

function writeFold(title: string): string {
  return `<details>\n\n<summary>${title.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</summary>`
}

/** Writes the opening tag of an element. */
function writeTag(element: Element, attributes: Attributes): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([key, value]) => ` ${key}="${cleanTitle(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`)
  return `<lectern-${element}${written.join('')}>`
}
