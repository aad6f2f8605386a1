import { describe, expect, it } from 'vitest'
import { dropInvisible, findInvisible, isVisible, tidyLine } from './invisible-characters'

describe('a name', () => {
  it.each([
    ['Ada\r\nLovelace', 'U+000D'],
    ['Ada\nLovelace', 'U+000A'],
    ['Ada\tLovelace', 'U+0009'],
    ['Ada\u0000', 'U+0000'],
    ['Ada\u0085', 'U+0085'],
    ['Ada\u202egnp.exe', 'U+202E'],
    ['\u2066Ada\u2069', 'U+2066'],
    ['Ada\u200f', 'U+200F'],
    ['Ada\u061c', 'U+061C'],
    ['A\u200bda', 'U+200B'],
    ['A\u200dda', 'U+200D'],
    ['A\u200cda', 'U+200C'],
    ['Ada\u200d', 'U+200D'],
    ['\u200cمی', 'U+200C'],
    ['👩\u200d', 'U+200D'],
    ['\u200d👩', 'U+200D'],
    ['Ada\u2060', 'U+2060'],
    ['\ufeffAda', 'U+FEFF'],
    ['A\u00adda', 'U+00AD'],
    ['Ada\u2028', 'U+2028'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['\ud800Ada', 'U+D800'],
    ['Ada\udc00', 'U+DC00'],
    ['Ada\ue000', 'U+E000'],
    ['Ada\ufffe', 'U+FFFE'],
    ['Ada\u{e0041}', 'U+E0041'],
    ['Ada\u{e0100}', 'U+E0100'],
    ['\u{1f3f4}\u{e0067}\u{e0062}', 'U+E0067'],
  ])('with an unneeded invisible character is recognised: %j', (text, code) => {
    expect(findInvisible(text)?.code).toBe(code)
  })

  it.each([
    'Ada Lovelace',
    'José Ángel',
    'Jose\u0301',
    'می\u200cخواهم',
    'نامه\u200cها',
    'क्\u200dष',
    'श्\u200dरी',
    'ශ්\u200dරී',
    'അവന്\u200d',
    '👩\u200d💻',
    '👩🏽\u200d💻',
    '❤\ufe0f\u200d🔥',
    '👨\u200d👩\u200d👧',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '葛\u{e0100}城',
    'Ming-Na 明',
    'א. ב.',
  ])('that needs its invisible characters is accepted: %j', (text) => {
    expect(findInvisible(text)).toBeNull()
    expect(tidyLine(text, 80)).toBe(text)
  })

  it('from another site is tidied and cut', () => {
    expect(tidyLine('  Ada\r\n \u202e Love\u200blace\u0000 ', 80)).toBe('Ada Lovelace')
    expect(tidyLine('👩'.repeat(100), 80)).toBe('👩'.repeat(80))
    expect(tidyLine('\ud800\u200b', 80)).toBe('')
  })

  it('needs a visible character', () => {
    expect(['Ada', '…', '👩', '7'].map(isVisible)).toEqual([true, true, true, true])
    expect(['', ' ', '\u00a0\u3000', '\u2800', '\u0301'].map(isVisible)).toEqual([false, false, false, false, false])
  })
})

describe('an invisible character', () => {
  it.each([
    ['a zero-width space', 'a\u200bb', 'a zero-width space (U+200B)'],
    [
      'a bidirectional control',
      'a\u202eb',
      'a bidirectional control, which turns the order of letters around, (U+202E)',
    ],
    ['an isolate', 'a\u2066b', 'a bidirectional control, which turns the order of letters around, (U+2066)'],
    ['a NUL', 'a\0b', 'a NUL character (U+0000)'],
    ['a control character', 'a\x07b', 'a control character (U+0007)'],
    ['half a character', 'a\ud800b', 'half a character (a lone surrogate) (U+D800)'],
    ['a byte order mark', 'a\ufeffb', 'a byte order mark (U+FEFF)'],
    ['a soft hyphen', 'a\u00adb', 'a soft hyphen (U+00AD)'],
    ['what was lost', 'a\ufffdb', 'a replacement character, left where text was lost, (U+FFFD)'],
    ['a letter that is a tag', 'a\u{e0041}b', 'an invisible character (U+E0041)'],
    ['a filler', 'a\u3164b', 'an invisible character (U+3164)'],
    ['a joiner between letters', 'a\u200db', 'a zero-width joiner (U+200D)'],
  ])('%s is described in words', (_what, text, name) => {
    expect(findInvisible(text)).toMatchObject({ name, index: 1 })
  })

  it('may be a line end in a text of several lines', () => {
    expect(findInvisible('a\tb\r\nc', 'several lines')).toBeNull()
    expect(findInvisible('a\tb\n\u200bc', 'several lines')).toMatchObject({ code: 'U+200B', index: 4 })
    expect(findInvisible('a\tb')).toMatchObject({ code: 'U+0009', name: 'a tab (U+0009)' })
  })

  it('is removed from a text, which keeps its line ends and needed ones', () => {
    expect(dropInvisible('a\u200bb\tc\n\u202e\ufeffd\r\nمی\u200cخواهم 👩\u200d💻\u00ad')).toBe(
      'ab\tc\nd\r\nمی\u200cخواهم 👩\u200d💻',
    )
  })
})
