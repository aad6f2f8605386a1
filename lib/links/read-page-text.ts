import { Parser } from 'htmlparser2'

/** The title and visible text of a page. */
export interface PageText {
  /** At most 300 characters. */
  title: string
  text: string
  /** Whether it has no visible content, and no script that might add some. */
  empty?: boolean
  /** Its ids and names; undefined if it was not read whole, or if script seems to write it. */
  anchors?: ReadonlySet<string>
  /** Its meta refresh, with the delay in seconds. */
  refresh?: { url: string; seconds: number }
}

const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg'])
/** Elements that show something without text, or may do so. */
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
/** A page with scripts and less text than this is assumed to be written by them. */
const writtenByScript = 200

/** Reads a page, or the part that arrived. Never fails, as browsers accept any HTML. */
export function readPageText(html: string, whole = true): PageText {
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
      // Only the first outside an SVG; a title inside names the drawing.
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

/** Parses `0; url=/elsewhere` as browsers do; undefined for a mere reload. */
function readRefresh(content: string): PageText['refresh'] {
  const [, seconds = '', rest = ''] = /^\s*(\d{1,6})(?:\.\d*)?[\s;,]*(.*)$/s.exec(content.slice(0, 4000)) ?? []
  const url = rest
    .replace(/^url\s*=\s*/i, '')
    .replace(/^(["'])(.*?)(?:\1.*)?$/s, '$2')
    .trim()
  return seconds && url ? { url, seconds: Number(seconds) } : undefined
}

/** Decodes a body by the character set of its header or first kilobyte, else as UTF-8. */
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

/** Reduces text to one line without control characters, which a terminal would obey. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}
