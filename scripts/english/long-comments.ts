/** Returns a sentence for each comment of more than three lines of text. A doc comment of an export may be longer. */
export function findLongComments(file: string, text: string): string[] {
  // Lines of `//` without another line between them, or one block.
  const comments = text.matchAll(/(?:^[ \t]*\/\/.*\n?)+|^[ \t]*\/\*[\s\S]*?\*\/\n?/gm)
  return [...comments].flatMap(({ 0: comment, index }) => {
    const lines = comment.split('\n').filter((line) => /[^\s/*]/.test(line)).length
    const isExported = comment.trimStart().startsWith('/**') && text.slice(index + comment.length).startsWith('export ')
    if (lines <= 3 || isExported) return []
    const line = text.slice(0, index).split('\n').length
    return [`${file}:${line} Shorten this comment of ${lines} lines to at most 3: say why, not what.`]
  })
}
