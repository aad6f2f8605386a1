import { Parser } from 'htmlparser2'

/** What is read off a page: what it calls itself, and what a visitor would see of its text. */
export interface PageText {
  title: string
  text: string
}

const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg'])

/** Reads a page, or as much of one as has come. Never fails: browsers read anything, and so does this. */
export function readHtml(html: string): PageText {
  let title: string | undefined
  let inTitle = false
  let hidden = 0
  const text: string[] = []
  const parser = new Parser({
    onopentag(name) {
      if (unseen.has(name)) hidden++
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
  return { title: tidy(title ?? ''), text: tidy(text.join(' ')) }
}

/** The text of a body, by the character set that its header or its first kilobyte names; else UTF-8. */
export function decodeBody(bytes: Uint8Array, contentType: string): string {
  const named = /charset=["']?([\w-]+)/i
  const charset = named.exec(contentType)?.[1] ?? named.exec(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** On one line, and without characters that a terminal would obey. */
function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
}
