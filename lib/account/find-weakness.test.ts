import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { findWeakness, foldPassword } from './find-weakness'

const email = 'ada.lovelace@example.org'

describe('A2: the password check', () => {
  it('refuses every password on the list of common ones', async () => {
    const common = dictionary['passwords-common'] as string[]
    // Shorter passwords are refused for their length, so the first hundred are enough.
    const listed = [...common.filter(({ length }) => length >= 12), ...common.slice(0, 100)]
    expect(listed.length).toBeGreaterThan(300)
    for (const each of listed)
      for (const typed of [each, each.toUpperCase()])
        expect([typed, await findWeakness(typed, email)]).toEqual([
          typed,
          expect.stringMatching(/^That password is .+\. Choose another\.$/),
        ])
  })

  it.each([
    ['a common one with a number', 'password1234'],
    ['a common one with signs', '!!Iloveyou2026!!'],
    ['a common one twice', 'dragondragon'],
    ['a common one in full-width letters', 'ｐａｓｓｗｏｒｄ１２３４'],
    ['one letter', 'a'.repeat(40)],
    ['one emoji', '😀'.repeat(15)],
    ['three letters over and over', 'abzabzabzabzab'],
    ['letters in a row', 'mnopqrstuvwxyz'],
    ['digits in a row', '5678901234567890'],
    ['digits backwards', '4321098765432109'],
    ['its address', email],
    ['the local part of its address', 'ada.lovelace'],
    ['the local part and a year', 'AdaLovelace1815'],
    ['the portal’s name', 'Lectern-Lectern'],
    ['the portal’s name and a year', 'lectern lectern 26'],
    ['the portal’s name and its own', 'lectern-ada-2026'],
  ])('refuses %s', async (_, password) => {
    expect(await findWeakness(password, email)).toMatch(/^That password is .+\.$/)
  })

  it.each([
    'reading by lamplight',
    'correct horse battery staple',
    'nanoseconds of wire',
    'onlylowercaseletterswords',
    '482915730618',
    'dragon 8c0f7e22b19d44aa',
    'the lectern of ada was by a window',
    '😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰',
    'пароль из нескольких слов',
    '            a            b',
  ])('accepts a password without demanding kinds of characters: %s', async (password) => {
    expect(await findWeakness(password, email)).toBeNull()
  })

  it('treats the same keys from two keyboards as one password', () => {
    expect(foldPassword('cafe\u0301 de\u0301ja\u0300 vu')).toBe(foldPassword('caf\u00e9 d\u00e9j\u00e0 vu'))
  })

  it('checks passwords of 128 characters within 100 ms of CPU time', async () => {
    await findWeakness('warm the list up')
    const used = countCpu()
    for (const each of ['ab'.repeat(64), 'password'.repeat(16), 'aB1$'.repeat(32), `${'a'.repeat(127)}b`])
      await findWeakness(each, 'a'.repeat(60) + '@example.org')
    expect(used()).toBeLessThan(100)
  })
})
