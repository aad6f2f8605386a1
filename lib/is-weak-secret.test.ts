import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isWeakSecret } from './is-weak-secret'

describe('S3: a secret', () => {
  it.each([
    '',
    'x'.repeat(31),
    'x'.repeat(64),
    'abcabd'.repeat(8),
    'correct horse battery staple',
    'qwertyuiop'.repeat(4),
    'better-auth-secret-12345678901234567890',
    'change-me-change-me-change-me-please',
    'your-secret-key-goes-here-0123456789',
    'a secret of at least 32 characters, or so',
    '12345678901234567890123456789012',
    'mypasswordmypasswordmypassword1234',
  ])('of %j is weak', (secret) => expect(isWeakSecret(secret)).toBe(true))

  it('of 32 bytes is strong with any number of characters', () => {
    expect([isWeakSecret('äöüßéèçñåøæœîûêâ'), isWeakSecret('äöüßéèçñåøæœîûê')]).toEqual([false, true])
  })

  it('from the usual commands is strong', () => {
    for (let turn = 0; turn < 500; turn++)
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        for (const size of encoding === 'hex' ? [16, 32] : [24, 32])
          expect(isWeakSecret(randomBytes(size).toString(encoding))).toBe(false)
  })
})
