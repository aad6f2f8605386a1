import { expect, it } from 'vitest'
import { checkCharacters, findHidden } from './check-text'

it.each([
  ['a zero-width space', 'a\u200bb', 'a zero-width space (U+200B)'],
  ['a bidirectional control', 'a\u202eb', 'a bidirectional control, which turns the order of letters around, (U+202E)'],
  ['an isolate', 'a\u2066b', 'a bidirectional control, which turns the order of letters around, (U+2066)'],
  ['a NUL', 'a\0b', 'a NUL character (U+0000)'],
  ['a control character', 'a\x07b', 'a control character (U+0007)'],
  ['half a character', 'a\ud800b', 'half a character (a lone surrogate) (U+D800)'],
  ['a byte order mark', 'a\ufeffb', 'a byte order mark (U+FEFF)'],
  ['a soft hyphen', 'a\u00adb', 'a soft hyphen (U+00AD)'],
  ['what was lost', 'a\ufffdb', 'a replacement character, left where text was lost, (U+FFFD)'],
  ['a letter that is a tag', 'a\u{e0041}b', 'a character that is not seen (U+E0041)'],
  ['a filler', 'a\u3164b', 'a character that is not seen (U+3164)'],
  ['a joiner between letters', 'a\u200db', 'a zero-width joiner (U+200D)'],
])('%s is named', (_what, text, name) => {
  expect(findHidden(text)).toEqual({ name, index: 1 })
})

it.each(['Plain words,\ttabs\r\nand lines.', 'Ça va, Zoë? 日本語 – “quoted” … 1\u00a0000', '👩‍💻 👨‍👩‍👧 ❤️ 🏳️‍🌈 👩🏽‍💻'])('nothing is hidden in %j', (text) => {
  expect(findHidden(text)).toBeNull()
})

it('M7: the characters of a file are named where they stand, one a line, twenty at most', () => {
  expect(checkCharacters('one\ntwo \u200b\u200b\r\n\0').map(({ line, column, rule }) => [line, column, rule])).toEqual([
    [2, 5, 'hidden-character'],
    [3, 1, 'hidden-character'],
  ])
  expect(checkCharacters('\u200b\n'.repeat(1000))).toHaveLength(20)
})
