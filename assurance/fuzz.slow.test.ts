import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '../scripts/testing/databases'
import { breakBody, breakLeaf, makeOracle, operators, type Broken } from './broken'
import { cut, forAll, openPortal, type Portal } from './portal'
import { isLong, report } from './report'
import { prepareWrite, writes, type Context, type Fields, type Write } from './routes'

// Every write with one fault: it is refused, and no row of any table changes.

/** For each family and database. */
/** Cases per family of writes; runs on PostgreSQL try fewer, for what only PostgreSQL refuses. */
const cases = { sqlite: isLong ? 50_000 : 2_000, postgresql: isLong ? 50_000 : 500 }
const seed = isLong ? Date.now() & 0x7fffffff : 42
const refusals = [400, 401, 403, 404, 409, 413, 415, 422, 429]
const families = [...new Set(writes.map(({ family }) => family))]
const optional: Partial<Record<Write['family'], string[]>> = { marks: ['reader', 'age'] }

describe.each(providers)('a broken body, on %s', (provider) => {
  let portal: Portal
  beforeAll(async () => void (portal = await openPortal(provider)))
  afterAll(() => portal.stop())

  interface Sent extends Broken {
    write: Write
    context: Context
    body: Fields
  }

  const send = ({ write, context, text }: Pick<Sent, 'write' | 'context' | 'text'>) =>
    portal.post(write.path, text, write.who === 'anyone' ? undefined : context.member.cookie)

  /** Sends a request and returns its status and duration. */
  async function trySending(each: Sent): Promise<{ status: number; took: number }> {
    const begun = performance.now()
    const { status, body } = await send(each)
    const took = performance.now() - begun
    if (!refusals.includes(status) && status !== cut)
      throw new Error(`${each.write.path} answers ${status} to ${each.what}: ${body}`)
    return { status, took }
  }

  /** Finds the first request that changes something. */
  async function findCulprit(all: Sent[]): Promise<string> {
    for (const each of all) {
      const before = await portal.checksum()
      await send(each)
      if ((await portal.checksum()) !== before) return `${each.write.path} ${each.what}`
    }
    return 'none of them alone'
  }

  it.each(families)('F1: is refused by each write of the family "%s", and changes nothing', async (family) => {
    const own = writes.filter((write) => write.family === family)
    // In proportion to the number of possible faults.
    const prepared: { write: Write; context: Context; body: Fields }[] = await forAll(own, async (write) => ({
      write,
      ...(await prepareWrite(portal, write)),
    }))
    const weights = prepared.map(({ body }) => 1 + Object.keys(body).length)
    const share = cases[provider] / weights.reduce((sum, each) => sum + each, 0)
    const all = prepared.flatMap(({ write, context, body }, index) =>
      fc
        .sample(breakBody(body, optional[family] ?? [], makeOracle(write.path, context)), {
          numRuns: Math.ceil(share * (weights[index] ?? 1)),
          seed,
        })
        .map((broken): Sent => ({ ...broken, write, context, body })),
    )
    const [statuses, times]: [number[], number[]] = [[], []]
    for (let begin = 0; begin < all.length; begin += 250) {
      const batch = all.slice(begin, begin + 250)
      // Expired links and challenges are removed when any request finds them, as happens in a long run.
      const old = { where: { expiresAt: { lt: new Date(Date.now() + 60_000) } } }
      await Promise.all([
        portal.database.verification.deleteMany(old),
        portal.database.mailedLink.deleteMany(old),
        portal.database.passkeyChallenge.deleteMany(old),
      ])
      const before = await portal.checksum()
      for (const { status, took } of await forAll(batch, trySending)) {
        statuses.push(status)
        times.push(took)
      }
      if ((await portal.checksum()) !== before)
        expect.fail(`Something was changed by: ${await findCulprit(batch)} (seed ${seed})`)
    }

    // The control: the same writes without a fault, made again, since a two-factor code expires.
    for (const write of own) {
      const { context, body } = await prepareWrite(portal, write)
      const before = await portal.checksum()
      const { status, body: answer } = await send({ write, context, text: JSON.stringify(body) })
      expect([write.path, status, answer]).toEqual([write.path, 200, expect.any(String)])
      if (write.changes.length && write.path !== '/api/sign-out')
        expect(await portal.checksum(), write.path).not.toBe(before)
    }
    const limited = statuses.filter((status) => status === 429).length
    expect(limited, 'Refused for their number, not for what is wrong with them.').toBeLessThan(cases[provider] / 50)
    const counted = [...new Set(statuses)]
      .sort()
      .map((status) => `${statuses.filter((each) => each === status).length} × ${status || 'cut'}`)
    const slowest = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
    report(
      'F1',
      `${provider}, ${family}`,
      `${statuses.length} cases (${counted.join(', ')}), nothing changed, 99 of 100 within ${slowest.toFixed(0)} ms, several at a time`,
    )
  })

  it('F2: with a database operator instead of a value is refused with 422', async () => {
    let sent = 0
    for (const write of writes) {
      const { context, body } = await prepareWrite(portal, write)
      const oracle = makeOracle(write.path, context)
      const before = await portal.checksum()
      const rows = (body.rows as Fields[] | undefined)?.[0] ?? {}
      const leaves = [...Object.keys(body).map((name) => [name]), ...Object.keys(rows).map((name) => ['rows', 0, name])]
      for (const path of leaves) {
        const allows = oracle[path.filter((each) => typeof each === 'string').join('.')]
        const texts = [
          ...operators.filter((json) => json !== 'null' || !allows?.(null)).map((json) => breakLeaf(body, path, json)),
          ...(path.length === 1 && !allows?.(undefined) ? [JSON.stringify({ ...body, [path[0]!]: undefined })] : []),
        ]
        await forAll(texts, async (text) => {
          expect([write.path, text, (await send({ write, context, text })).status]).toEqual([write.path, text, 422])
          sent++
        })
      }
      expect(await portal.checksum(), write.path).toBe(before)
    }
    report('F2', provider, `${sent} bodies: 422, 0 rows changed`)
  })

  it('F1: with unusual but valid text is stored or refused, without errors', async () => {
    const odd = [
      '\ud800',
      'a\udc00b',
      '\u202eabc\u202c',
      'e' + '\u0301'.repeat(60),
      '\u200b\ufeff',
      '🕯'.repeat(40),
      '\u2028',
      'İ',
      'ß'.repeat(64),
      '\\',
      '"',
      "'; DROP TABLE mark; --",
      '%',
      '_',
      '$1',
      '?',
      ':a',
      '\u0001',
      '\u007f',
      '\r\n\r\nx: y',
    ]
    const fields = ['name', 'note', 'email', 'password', 'currentPassword', 'newPassword', 'href', 'reader']
    for (const write of writes) {
      const { context, body } = await prepareWrite(portal, write)
      for (const field of fields.filter((each) => each in body || (each === 'reader' && write.family === 'marks')))
        await forAll(odd.slice(0, /assword/.test(field) ? 4 : undefined), async (text) => {
          const { status } = await send({
            write,
            context,
            text: JSON.stringify({ ...body, [field]: field === 'email' ? `${text}@example.org` : text }),
          })
          expect([200, ...refusals], `${write.path} ${field} ${JSON.stringify(text)}: ${status}`).toContain(status)
        })
    }
  })
})
