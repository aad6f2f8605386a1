import { describe, expect, it } from 'vitest'
import { checkCharacters, checkEntities } from './check-text'
import { parseBody } from '../body/markdown'

it('M7: invisible characters are reported at their position, one per line, at most twenty', () => {
  expect(checkCharacters('one\ntwo \u200b\u200b\r\n\0').map(({ line, column, rule }) => [line, column, rule])).toEqual([
    [2, 5, 'hidden-character'],
    [3, 1, 'hidden-character'],
  ])
  expect(checkCharacters('\u200b\n'.repeat(1000))).toHaveLength(20)
})

describe('joiners that a script needs', () => {
  it.each([
    ['Persian', 'می\u200cخواهم کتاب\u200cها را'],
    ['Persian behind vowel signs', 'مَی\u200cخواهم'],
    ['Persian endings behind foreign words and code', 'API\u200cها و `git`\u200cها و **متن**\u200cها'],
    ['Urdu', 'علم\u200cبیان'],
    ['Hindi', 'क्\u200dष क्\u200cष श्\u200dरी'],
    ['Bengali', 'র\u200d্য'],
    ['Malayalam', 'അവന്\u200d'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['emoji of several', '👩\u200d💻 👨\u200d👩\u200d👧 ❤️\u200d🔥 🏳️\u200d🌈 👩🏽\u200d💻'],
    ['signs of Arabic', '\u0600٢ \u06dd'],
    ['Braille', '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙'],
    ['a table of tabs', 'a\tb'],
  ])('are accepted: %s', (_what, text) => {
    expect(checkCharacters(`Words.\n${text}\n`)).toEqual([])
    expect(checkEntities(parseBody(text).tree!, text)).toEqual([])
  })

  it.each([
    ['between Latin letters', 'ab\u200cc', 3, 'a zero-width non-joiner (U+200C)'],
    ['at the end of a Persian word', 'می\u200c خواهم', 3, 'a zero-width non-joiner (U+200C)'],
    ['twice between Persian letters', 'می\u200c\u200cخواهم', 3, 'a zero-width non-joiner (U+200C)'],
    ['between Cyrillic letters', 'аб\u200dв', 3, 'a zero-width joiner (U+200D)'],
    ['behind an emoji alone', '👩\u200d', 3, 'a zero-width joiner (U+200D)'],
    ['at the beginning', '\u200cمی', 1, 'a zero-width non-joiner (U+200C)'],
  ])('are reported where no script needs them: %s', (_what, text, column, name) => {
    expect(checkCharacters(`Words.\n${text}\n`).map(({ line, column: at, message }) => [line, at, message])).toEqual([
      [2, column, `There is ${name} here. Remove it.`],
    ])
  })

  it('are reported and accepted as entities too', () => {
    const find = (body: string) =>
      checkEntities(parseBody(body).tree!, body).map(({ line, column }) => `${line}:${column}`)
    expect(find('می&zwnj;خواهم')).toEqual([])
    expect(find('Words a&zwnj;b')).toEqual(['1:8'])
    expect(find('[a](https://example.org/ "a&zwnj;b")')).toEqual(['1:28'])
    expect(find('Words <Resource href="https://example.org/" title="a&zwnj;b">a</Resource>')).toEqual(['1:53'])
  })
})
