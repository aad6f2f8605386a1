import type { SourceLines } from './source-lines'

/** A comment by which Docusaurus highlights lines of code. */
const highlight =
  /^[ \t]*(\/\/|#|--|%|;|\/\*|<!--|\{\/\*)[ \t]*highlight-(?:next-line|start|end)[ \t]*(?:\*\/\}?|-->)?[ \t]*$/
/** The same of VitePress, at the end of a line. */
const mark = /[ \t]*(?:\/\/|#|<!--|\/\*)[ \t]*\[!code[ \t][^\]]*\][ \t]*(?:-->|\*\/)?[ \t]*$/

/** Drops the comments in code that only tell a generator which lines to highlight. */
export function dropCodeMarks(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /highlight-(?:next|start|end)|\[!code /.test(text))) return
  const code = page.findCode()
  let isMarkdown = false
  page.lines = page.lines.flatMap((line, at) => {
    if (!code[at]) return [line]
    if (!code[at - 1]) isMarkdown = /^[ \t]*(?:`{3,}|~{3,})(?:md|mdx|markdown)\b/.test(line.text)
    const [, sign = ''] = highlight.exec(line.text) ?? []
    // Code of Markdown may show how code in it is highlighted.
    if (sign && !(isMarkdown && /^[/#]/.test(sign))) return []
    return [isMarkdown ? line : { ...line, text: line.text.replace(mark, '') }]
  })
}
