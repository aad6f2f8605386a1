import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody } from './read-body'
import { HttpError } from './http-error'

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

function read(type: string | null, body: BodyInit | null, headers: Record<string, string> = {}) {
  const request = new Request('http://localhost:3000/api/x', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
  if (type === null) request.headers.delete('content-type')
  else request.headers.set('content-type', type)
  return readBody(request)
}

/** Returns the status and message of a refusal. */
async function refusalOf(promise: Promise<unknown>): Promise<HttpError> {
  const reason: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (reason instanceof HttpError) return reason
  throw new Error(`Not refused: ${String(reason)}`)
}

describe('the body of a write', () => {
  it('is a JSON object or a form, whatever the parameters of its type', async () => {
    for (const type of [json, 'Application/JSON', `${json}; charset=utf-8`, `${json} ; x=y`])
      expect(await read(type, '{"a":1,"b":[true,null]}')).toEqual({ fields: { a: 1, b: [true, null] }, isForm: false })
    for (const type of [form, `${form};charset=UTF-8`])
      expect(await read(type, 'a=1&b=x+y%20z&c=')).toEqual({ fields: { a: '1', b: 'x y z', c: '' }, isForm: true })
    expect(await read(form, '')).toEqual({ fields: {}, isForm: true })
    expect(await read(form, null)).toEqual({ fields: {}, isForm: true })
  })

  it.each([
    null,
    '',
    'text/plain',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/json5',
    'application/jsonp',
    'text/json',
    'x application/json',
    'application/x-www-form-urlencoded2',
  ])('is refused with 415 as %j', async (type) => {
    expect((await refusalOf(read(type, '{}'))).status).toBe(415)
  })

  it('F3: is at most 16 KiB', async () => {
    const sized = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) })
    expect(sized(16_384)).toHaveLength(16_384)
    expect((await read(json, sized(16_384))).fields.a).toHaveLength(16_376)
    expect((await refusalOf(read(json, sized(16_385)))).status).toBe(413)
    expect((await refusalOf(read(form, `a=${'x'.repeat(20_000)}`))).status).toBe(413)
    expect((await refusalOf(read(json, JSON.stringify({ a: 'ü'.repeat(9000) })))).status).toBe(413)
  })

  it('F3: is counted while reading, and no more than the maximum is read', async () => {
    let pulled = 0
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(++pulled && 97)),
      cancel: () => void (cancelled = true),
    })
    expect((await refusalOf(read(form, endless, { 'content-length': '10' }))).status).toBe(413)
    expect(pulled).toBeLessThan(20)
    expect(cancelled).toBe(true)
  })

  it.each(['', '{', '{"a":1', '{a:1}', '[1', '{"a":1}}', '\uFEFF{"a":1}', '{"a":1,}', 'a=1', '{"a":01}'])(
    'is refused with 400 as the invalid JSON %j',
    async (text) => {
      expect(await refusalOf(read(json, text))).toMatchObject({ status: 400, message: 'The JSON is invalid.' })
    },
  )

  it.each(['null', '[]', '[{"a":1}]', '7', '"text"', 'true'])('is refused with 400 if the JSON is %s', async (text) => {
    expect(await refusalOf(read(json, text))).toMatchObject({ status: 400, message: 'The JSON must be an object.' })
  })

  it.each([
    [[0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]],
    [[0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    [[0x61, 0x3d, 0xe2, 0x82]],
  ])('is refused with 400 if it is not UTF-8: %j', async (bytes) => {
    for (const type of [json, form])
      expect(await refusalOf(read(type, new Uint8Array(bytes)))).toMatchObject({
        status: 400,
        message: 'The text is not UTF-8.',
      })
  })

  it.each(['a=1&a=1', 'a=1&b=2&a=3', 'a=&a=', 'a=1&%61=2', '__proto__=1&__proto__=2'])(
    'is refused with 400 if it has a duplicate field: %s',
    async (text) => {
      const refusal = await refusalOf(read(form, text))
      expect(refusal.status).toBe(400)
      expect(refusal.message).toMatch(/^Duplicate field "\w+"\.$/)
    },
  )

  it.each(['toString=x', 'constructor=x', 'hasOwnProperty=x&valueOf=y', '__proto__=x'])(
    'may contain any field name: %s',
    async (text) => {
      const { fields } = await read(form, text)
      expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
      expect(Object.entries(fields)).toEqual([...new URLSearchParams(text)])
    },
  )

  it.each([
    [json, '{"name":"a\\u0000b"}'],
    [form, 'name=a%00b'],
    [form, 'name=%00'],
  ])('is refused with 400 if a field contains a NUL, which PostgreSQL can’t store: %s %s', async (type, text) => {
    expect((await refusalOf(read(type, text))).status).toBe(400)
  })

  it('is refused with 400 if the sender hangs up, and not logged', async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
    })
    const request = new Request('http://localhost/api', {
      method: 'POST',
      headers: { 'content-type': json },
      body,
      duplex: 'half',
    } as RequestInit)
    expect((await refusalOf(readBody(request))).status).toBe(400)
  })

  it('changes no prototype with __proto__ in JSON', async () => {
    const { fields } = await read(json, '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor'])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    expect('admin' in fields).toBe(false)
  })

  it('is read or refused, and never causes an error', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
      fc.webQueryParameters().map((text) => new TextEncoder().encode(text)),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(json, form), bytes, async (type, body) => {
        const outcome = await read(type, new Uint8Array(body)).catch((error: unknown) => error)
        if (outcome instanceof HttpError) expect(outcome.status).toBe(400)
        else expect(outcome).toMatchObject({ fields: expect.any(Object), isForm: type === form })
      }),
      { numRuns: 500 },
    )
  })
})
