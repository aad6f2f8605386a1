import { describe, expect, it } from 'vitest'
import { findInvisible, isVisible, tidyLine } from './invisible-characters'

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
  ])('that holds an invisible character is found: %j', (text, code) => {
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
  ])('that needs what it holds is taken: %j', (text) => {
    expect(findInvisible(text)).toBeNull()
    expect(tidyLine(text, 80)).toBe(text)
  })

  it('from elsewhere is tidied and cut', () => {
    expect(tidyLine('  Ada\r\n \u202e Love\u200blace\u0000 ', 80)).toBe('Ada Lovelace')
    expect(tidyLine('👩'.repeat(100), 80)).toBe('👩'.repeat(80))
    expect(tidyLine('\ud800\u200b', 80)).toBe('')
  })

  it('has something to see', () => {
    expect(['Ada', '…', '👩', '7'].map(isVisible)).toEqual([true, true, true, true])
    expect(['', ' ', '\u00a0\u3000', '\u2800', '\u0301'].map(isVisible)).toEqual([false, false, false, false, false])
  })
})
