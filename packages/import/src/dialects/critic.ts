import type { SourceLines } from './source-lines'

/** The marks of Critic Markup: added, removed, replaced and highlighted text, and comments. */
const marks = /\{\+\+(.+?)\+\+\}|\{--(.+?)--\}|\{~~(.*?)~>(.*?)~~\}|\{==(.+?)==\}|\{>>(.+?)<<\}/g

/** Rewrites Critic Markup: removed text is struck through, highlighted text bold; comments are left out. */
export function rewriteCritic(page: SourceLines): void {
  // Around blocks, the marks have lines of their own.
  page.mapProse((text) => (/^(?:\{==|==\})[ \t]*$/.test(text) ? '' : text))
  page.replaceInProse(marks, ([, added, removed, old, now, marked], line) => {
    if (added !== undefined) return added
    if (removed !== undefined) return strike(removed)
    if (now !== undefined) return `${strike(old ?? '')} ${now}`.trim()
    if (marked !== undefined) return `**${marked.trim()}**`
    page.addLeftOut('A comment ("{>> … <<}")', line)
    return ''
  })
}

const strike = (text: string) => (text.trim() ? `~~${text.trim()}~~` : '')
