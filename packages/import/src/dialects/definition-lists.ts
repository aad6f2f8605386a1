import type { SourceLines } from './source-lines'

/**
 * Rewrites definition lists, which the tree splits into paragraphs later: the further paragraphs of a definition lose
 * their indent, which would make them code, and MDN's items of a definition lose their colon.
 */
export function rewriteDefinitionLists(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /^(?:[ \t]*[-*+][ \t]+)?:[ \t]+\S/.test(text))) return
  page.mapProse((text) => text.replace(/^([ \t]*[-*+][ \t]+):[ \t]+(?=\S)/, '$1'))
  const code = page.findCode()
  let isOpen = false
  let before = ''
  for (const [index, line] of page.lines.entries()) {
    const { text } = line
    if (!code[index] && /^:[ \t]+\S/.test(text)) isOpen = true
    else if (isOpen && /^(?: {4}|\t)/.test(text)) line.text = text.replace(/^(?: {4}|\t)/, '')
    // Without an empty line before it, any line continues the paragraph.
    else if (text.trim() && !before.trim()) isOpen = false
    before = text
  }
}
