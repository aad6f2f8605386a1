import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { describeError } from './describe-error'
import { scrub } from './scrub'

const note = 'my note: call Lovelace:1:1'

/** Creates an error as a library would throw it. */
function make(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more)
}

describe('a logged error', () => {
  it('has its type, code, message and stack', () => {
    const error = make('TypeError', "Cannot read properties of undefined (reading 'id')", { code: 'ERR_X' })
    expect(describeError(error)).toEqual({
      type: 'TypeError',
      code: 'ERR_X',
      message: error.message,
      stack: expect.stringMatching(/^ {4}at .*describe-error\.test\.ts/),
    })
  })

  it.each(['PrismaClientValidationError', 'PrismaClientKnownRequestError', 'LibsqlError', 'error'])(
    'omits the message of a database error: %s',
    (name) => {
      const described = describeError(
        make(name, `Invalid invocation:\n\n{ note: ${note} }\n    at ${note}`, {
          code: '22021',
          meta: { values: [note] },
          detail: note,
        }),
      )
      expect(described).toEqual({ type: name, code: '22021', stack: expect.any(String) })
      expect(JSON.stringify(described)).not.toContain('Lovelace')
    },
  )

  it('names the cause from the database driver, without the values', () => {
    const driver = Object.assign(new Error(note), {
      name: 'DriverAdapterError',
      cause: { kind: 'postgres', originalCode: '42P01', originalMessage: note },
    })
    const described = describeError(
      make('PrismaClientKnownRequestError', note, { code: 'P2010', meta: { driverAdapterError: driver } }),
    )
    expect(described).toMatchObject({
      code: 'P2010',
      cause: { type: 'DriverAdapterError', cause: { type: 'postgres', code: '42P01' } },
    })
    expect(JSON.stringify(described)).not.toContain('Lovelace')
  })

  it('omits the message of a mail server, which repeats addresses', () => {
    expect(
      describeError(make('Error', 'No such mailbox: Ada', { responseCode: 550, code: 'EENVELOPE' })),
    ).not.toHaveProperty('message')
    expect(describeError(make('Error', 'Ada', { command: 'RCPT TO' }))).not.toHaveProperty('message')
  })

  it('lists causes, even circular ones', () => {
    const [one, two] = [make('One', 'one'), make('Two', 'two')]
    one.cause = two
    two.cause = one
    expect(describeError(one)).toMatchObject({ type: 'One', cause: { type: 'Two', cause: { type: 'One' } } })
    expect(describeError(new AggregateError([make('Error', 'refused', { code: 'ECONNREFUSED' })]))).toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('describes any thrown value', () => {
    expect(describeError('a password')).toEqual({ type: 'string' })
    expect(describeError({ password: 'a password' })).toEqual({ type: 'object' })
    expect(describeError(make('a b@c', 'x', { code: 'a b@c' }))).toMatchObject({ type: 'Error' })
  })
})

describe('scrub', () => {
  it.each([
    ['Unexpected token \'a\', "a note of Ada" is not valid JSON', 'Unexpected token \'a\', "…" is not valid JSON'],
    ['an unclosed "note of \\" Ada', 'an unclosed "…"'],
    ['Sign-up attempt for existing email: ada+b@example.org', 'Sign-up attempt for existing email: …@…'],
    ['connect ECONNREFUSED 203.0.113.7:5432', 'connect ECONNREFUSED …:5432'],
    ['from 2001:db8::7', 'from …'],
    ['from ::1 at', 'from … at'],
    ['at /reset-password?token=abc&x=1 it broke', 'at /reset-password?… it broke'],
    ['a session k3J9dkf02lskdjf93kdlsk3920sl', 'a session …'],
    ['\u001b[31m⨯\u001b[0m first\nsecond', '⨯ first'],
    ["Cannot find module 'next'", "Cannot find module 'next'"],
  ])('removes personal data from: %s', (text, scrubbed) => expect(scrub(text)).toBe(scrubbed))

  it('returns one line, in little time even for a long text', () => {
    const used = countCpu()
    expect(scrub('a1'.repeat(1e6)).length).toBeLessThan(600)
    expect(scrub('a:'.repeat(1e6)).length).toBeLessThan(600)
    expect(used()).toBeLessThan(500)
  })
})
