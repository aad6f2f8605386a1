// Characters that nobody sees, and that make a text say one thing to people and another to programs. Some are
// needed where they stand: joiners in Persian, Hindi and emoji, variants of Chinese characters, flags of regions.

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{2028}\u{2029}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}\u{fffd}\u{e0100}-\u{e01ef}]/gu

const joined = '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mandaic}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}'
const joinsBefore = new RegExp(`[${joined}][\\u{200c}\\u{200d}]?$`, 'u')
const joinsAfter = new RegExp(`^[${joined}]`, 'u')
/** A sign that takes the vowel away; a joiner after it shapes the consonant, also at the end of a word. */
const afterVirama = /[\u{94d}\u{9cd}\u{a4d}\u{acd}\u{b4d}\u{bcd}\u{c4d}\u{ccd}\u{d4d}\u{dca}]$/u
const beforeEmojiJoiner = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{fe0f}]$/u
const afterEmojiJoiner = /^\p{Extended_Pictographic}/u
const flagOfRegion = /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{1,6}\u{e007f}/gu

function isNeeded(character: string, before: string, after: string): boolean {
  if (character === '\u200c' || character === '\u200d') {
    if (afterVirama.test(before) || (joinsBefore.test(before) && joinsAfter.test(after))) return true
    return character === '\u200d' && beforeEmojiJoiner.test(before) && afterEmojiJoiner.test(after)
  }
  return /^[\u{e0100}-\u{e01ef}]$/u.test(character) && /\p{Script=Han}$/u.test(before)
}

/** Where each invisible character of a text begins that is not needed there. */
function* find(text: string): Generator<{ character: string; index: number }> {
  const flags = [...text.matchAll(flagOfRegion)].map(({ 0: flag, index }) => [index, index + flag.length] as const)
  for (const { 0: character, index } of text.matchAll(invisible)) {
    if (flags.some(([start, end]) => index >= start && index < end)) continue
    const end = index + character.length
    if (!isNeeded(character, text.slice(Math.max(0, index - 3), index), text.slice(end, end + 2))) yield { character, index }
  }
}

/** Returns the first invisible character of one line of text, as in "U+202E", and where it begins; null where there is none. */
export function findInvisible(text: string): { code: string; index: number } | null {
  for (const { character, index } of find(text)) return { code: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`, index }
  return null
}

/** Returns one line of text: without invisible characters, with single spaces, at most `max` code points long. */
export function tidyLine(text: string, max: number): string {
  const spaced = text.replace(/[\t\n\r\u{2028}\u{2029}]/gu, ' ')
  let [tidied, last] = ['', 0]
  for (const { character, index } of find(spaced)) {
    tidied += spaced.slice(last, index)
    last = index + character.length
  }
  const words = `${tidied}${spaced.slice(last)}`.split(/\p{Z}/u).filter(Boolean).join(' ')
  return Array.from(words).slice(0, max).join('').trim()
}

/** Whether a text has a character that can be seen. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll('\u2800', ''))
}
