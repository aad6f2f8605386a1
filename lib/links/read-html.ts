import { Parser } from 'htmlparser2'

/** What is read off a page: what it calls itself, and what a visitor would see of its text. */
export interface PageText {
  /** At most 300 characters. */
  title: string
  text: string
  /** Nothing in it that a visitor could see, and no script that might write it. */
  empty?: boolean
  /** Its ids and names; undefined where it was not read to its end, or its script seems to write it. */
  anchors?: ReadonlySet<string>
  /** Where it sends visitors of its own accord, and after how many seconds. */
  refresh?: { url: string; seconds: number }
}

const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg'])
/** What shows something, or may, without a word. */
const shows = new Set([
  'script',
  'img',
  'picture',
  'svg',
  'canvas',
  'video',
  'audio',
  'iframe',
  'frame',
  'object',
  'embed',
  'input',
])
/** Below this much text, a page with scripts is taken for one that they write. */
const writtenByScript = 200

/** Reads a page, or as much of one as has come. Never fails: browsers read anything, and so does this. */
export function readHtml(html: string, whole = true): PageText {
  let title: string | undefined
  let inTitle = false
  let hidden = 0
  let showing = false
  let scripted = false
  let refresh: PageText['refresh']
  const text: string[] = []
  const anchors = new Set<string>()
  const parser = new Parser({
    onopentag(name, { id, name: named, 'http-equiv': directive, content = '' }) {
      if (unseen.has(name)) hidden++
      if (shows.has(name)) showing = true
      if (name === 'script') scripted = true
      for (const anchor of [id, named]) if (anchor) anchors.add(anchor)
      if (name === 'meta' && directive?.trim().toLowerCase() === 'refresh' && hidden === 0)
        refresh ??= readRefresh(content)
      // The first outside a drawing; a title within an SVG names the drawing.
      if (name === 'title' && title === undefined && hidden === 0) [inTitle, title] = [true, '']
    },
    ontext(part) {
      if (inTitle) title += part
      else if (hidden === 0) text.push(part)
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden--
      if (name === 'title') inTitle = false
    },
  })
  parser.end(html)
  const page: PageText = { title: tidy((title ?? '').slice(0, 3000)).slice(0, 300), text: tidy(text.join(' ')) }
  if (refresh) page.refresh = refresh
  if (whole && !page.title && !page.text && !showing && !refresh) page.empty = true
  if (whole && !(scripted && page.text.length < writtenByScript)) page.anchors = anchors
  return page
}

/** `0; url=/elsewhere`, as browsers read it: nothing where it only loads the page again. */
function readRefresh(content: string): PageText['refresh'] {
  const [, seconds = '', rest = ''] = /^\s*(\d{1,6})(?:\.\d*)?[\s;,]*(.*)$/s.exec(content.slice(0, 4000)) ?? []
  const url = rest
    .replace(/^url\s*=\s*/i, '')
    .replace(/^(["'])(.*?)(?:\1.*)?$/s, '$2')
    .trim()
  return seconds && url ? { url, seconds: Number(seconds) } : undefined
}

/** The text of a body, by the character set that its header or its first kilobyte names; else UTF-8. */
export function decodeBody(bytes: Uint8Array, contentType: string): string {
  const named = /charset=["']?([\w-]+)/i
  const charset =
    named.exec(contentType)?.[1] ?? named.exec(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** On one line, and without characters that a terminal would obey. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}
