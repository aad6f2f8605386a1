// Characters without a glyph, which can make a text look different from what programs read. Some are needed in
// places: joiners in Persian, Hindi and emoji, variants of Chinese characters, flags of regions.

// Some characters of Arabic, Syriac and Kaithi are format characters and yet visible.
const invisible =
  /(?![\u{600}-\u{605}\u{6dd}\u{70f}\u{890}\u{891}\u{8e2}\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{2028}\u{2029}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}\u{fffd}\u{e0100}-\u{e01ef}]/gu

const joined =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mandaic}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}'
const joinsBefore = new RegExp(`[${joined}]\\p{M}{0,3}[\\u{200c}\\u{200d}]?$`, 'u')
const joinsAfter = new RegExp(`^[${joined}]`, 'u')
/** Persian endings follow a non-joiner, also after foreign words, numbers and code: "API\u200cها". */
const beforeEnding = /[\p{L}\p{N}\p{M}`*_)\]»”"]$/u
/** A character that removes the vowel. A joiner after it shapes the consonant, also at the end of a word. */
const afterVirama = /[\u{94d}\u{9cd}\u{a4d}\u{acd}\u{b4d}\u{bcd}\u{c4d}\u{ccd}\u{d4d}\u{dca}]$/u
const beforeEmojiJoiner = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{fe0f}]$/u
const afterEmojiJoiner = /^\p{Extended_Pictographic}/u
const flagOfRegion = /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{1,6}\u{e007f}/gu

function isNeeded(character: string, before: string, after: string): boolean {
  if (character === '\u200c' || character === '\u200d') {
    if (afterVirama.test(before) || (joinsBefore.test(before) && joinsAfter.test(after))) return true
    if (character === '\u200c' && beforeEnding.test(before) && /^\p{Script=Arabic}/u.test(after)) return true
    return character === '\u200d' && beforeEmojiJoiner.test(before) && afterEmojiJoiner.test(after)
  }
  if (character === '\u2800') return /[\u2801-\u28ff]$/.test(before) || /^[\u2801-\u28ff]/.test(after)
  return /^[\u{e0100}-\u{e01ef}]$/u.test(character) && /\p{Script=Han}$/u.test(before)
}

/** Yields each unneeded invisible character of a text with its index. */
function* find(text: string): Generator<{ character: string; index: number }> {
  const flags = [...text.matchAll(flagOfRegion)].map(({ 0: flag, index }) => [index, index + flag.length] as const)
  for (const { 0: character, index } of text.matchAll(invisible)) {
    if (flags.some(([start, end]) => index >= start && index < end)) continue
    const end = index + character.length
    if (!isNeeded(character, text.slice(Math.max(0, index - 6), index), text.slice(end, end + 2)))
      yield { character, index }
  }
}

/** An unneeded invisible character. */
export interface InvisibleCharacter {
  /** As in "U+202E". */
  code: string
  /** In words, with its code. */
  name: string
  /** Its position in the text. */
  index: number
}

/** Whether a text is of visible ASCII, spaces, tabs and line ends. Most are, and the other patterns take long to show it. */
const isPlain = (text: string) => !/[^\x20-\x7e\t\n\r]/.test(text)

/** Returns the first unneeded invisible character of a text; null if there is none. Tabs and line ends count in one line, not in several. */
export function findInvisible(
  text: string,
  lines: 'one line' | 'several lines' = 'one line',
): InvisibleCharacter | null {
  if (lines === 'several lines' && isPlain(text)) return null
  for (const { character, index } of find(text)) {
    if (lines === 'several lines' && isLayout(character)) continue
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    return { code, name: `${describe(character)} (${code})`, index }
  }
  return null
}

/** Returns a text without its unneeded invisible characters. Tabs and line ends are kept. */
export function dropInvisible(text: string): string {
  if (isPlain(text)) return text
  let [kept, last] = ['', 0]
  for (const { character, index } of find(text)) {
    if (isLayout(character)) continue
    kept += text.slice(last, index)
    last = index + character.length
  }
  return kept + text.slice(last)
}

const isLayout = (character: string) => character === '\t' || character === '\n' || character === '\r'

const names: Record<number, string> = {
  0x00: 'a NUL character',
  0x09: 'a tab',
  0x0a: 'a line break',
  0x0d: 'a line break',
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

function describe(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (names[code]) return names[code]
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
    return 'a bidirectional control, which turns the order of letters around,'
  if (/\p{Cc}/u.test(character)) return 'a control character'
  return /\p{Cs}/u.test(character) ? 'half a character (a lone surrogate)' : 'an invisible character'
}

/** Returns one line of text: without invisible characters, with single spaces, at most `max` code points long. */
export function tidyLine(text: string, max: number): string {
  const words = dropInvisible(text.replace(/[\t\n\r\u{2028}\u{2029}]/gu, ' '))
    .split(/\p{Z}/u)
    .filter(Boolean)
    .join(' ')
  return Array.from(words).slice(0, max).join('').trim()
}

/** Whether a text has a visible character. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll('\u2800', ''))
}
