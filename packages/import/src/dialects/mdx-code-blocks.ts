import type { SourceLines } from './source-lines'

const opener = /^[ \t]*(`{3,}|~{3,})mdx-code-block\b/

/** Opens the blocks of Docusaurus that are code only for other programs: their text is part of the page. */
export function openCodeBlocks(page: SourceLines): void {
  if (!page.lines.some(({ text }) => opener.test(text))) return
  let fence = ''
  let isOpened = false
  page.lines = page.lines.flatMap((line) => {
    const [, mark = ''] = /^[ \t]*(`{3,}(?!.*`)|~{3,})/.exec(line.text) ?? []
    if (!fence && mark) {
      fence = mark
      isOpened = opener.test(line.text)
      return isOpened ? [{ ...line, text: '' }] : [line]
    }
    if (!fence || !mark.startsWith(fence) || line.text.trim() !== mark) return [line]
    fence = ''
    return isOpened ? [{ ...line, text: '' }] : [line]
  })
}
