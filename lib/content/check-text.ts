import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { placeOf } from './markdown'
import type { Finding } from './portal'

// Characters that no reader sees, and that make a text say one thing to people and another to programs.

const hidden = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{2028}\u{2029}\u{115f}\u{1160}\u{3164}\u{ffa0}\u{fffd}\u{e0100}-\u{e01ef}]/gu
/** What holds an emoji of several together: 👩‍💻. */
const joinsEmoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{fe0f}]\u{200d}(?=\p{Extended_Pictographic})/u

const names: Record<number, string> = {
  0x00: 'a NUL character',
  0x1b: 'an escape character',
  0xad: 'a soft hyphen',
  0x61c: 'a mark of writing direction',
  0x200b: 'a zero-width space',
  0x200c: 'a zero-width non-joiner',
  0x200d: 'a zero-width joiner',
  0x200e: 'a mark of writing direction',
  0x200f: 'a mark of writing direction',
  0x2028: 'a line separator',
  0x2029: 'a paragraph separator',
  0x2060: 'a word joiner of no width',
  0xfeff: 'a byte order mark',
  0xfffd: 'a replacement character, left where text was lost,',
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const bidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  const kind = bidi
    ? 'a bidirectional control, which turns the order of letters around,'
    : /\p{Cc}/u.test(character)
      ? 'a control character'
      : /\p{Cs}/u.test(character)
        ? 'half a character (a lone surrogate)'
        : 'a character that is not seen'
  return `${names[code] ?? kind} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`
}

/** The first character of a text that is not seen: its name and its place in the text. */
export function findHidden(text: string): { name: string; index: number } | null {
  for (const { 0: character, index } of text.matchAll(hidden))
    if (character !== '\u200d' || !joinsEmoji.test(text.slice(Math.max(0, index - 2), index + 3))) return { name: nameOf(character), index }
  return null
}

/** The characters of a file that are not seen; the first of each line. */
export function checkCharacters(text: string): Finding[] {
  if (!findHidden(text)) return []
  const findings: Finding[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const found = findHidden(line)
    if (found) findings.push({ line: index + 1, column: found.index + 1, rule: 'hidden-character', message: `There is ${found.name} here. Take it out.` })
    if (findings.length === 20) break
  }
  return findings
}

/** The same, written as an entity (`&#x202e;`, `&ZeroWidthSpace;`), which only the parsed page shows. */
export function checkEntities(tree: Root, source: string): Finding[] {
  const findings: Finding[] = []
  visit(tree, (node) => {
    const written = source.slice(node.position?.start.offset, node.position?.end.offset)
    if (!('value' in node || 'alt' in node || 'title' in node)) return
    for (const text of [(node as { value?: unknown }).value, (node as { alt?: unknown }).alt, (node as { title?: unknown }).title]) {
      const found = typeof text === 'string' ? findHidden(text) : null
      if (!found || findHidden(written)) continue
      const entity = /&(#|Zero|[a-zA-Z])/.exec(written)?.index ?? 0
      const lines = written.slice(0, entity).split('\n')
      const start = placeOf(node)
      const place = lines.length > 1 ? { line: start.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 } : { line: start.line, column: start.column + entity }
      findings.push({ ...place, rule: 'hidden-character', message: `An entity stands for ${found.name} here. Take it out.` })
    }
  })
  return findings
}
