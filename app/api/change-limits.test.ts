import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPortal, toCookie, type TestPortal } from '@/scripts/testing/portal'

// The counters belong to the process, so each test uses its own readers and networks.
describe('the limits per reader and network', () => {
  let portal: TestPortal
  let ids: string[]
  beforeAll(async () => {
    portal = await openPortal('sqlite', {
      GUEST_MARKS: '3',
      ACCOUNT_MARKS: '40',
      ACCOUNT_NOTES_MIB: '1',
      READER_CHANGES_PER_MINUTE: '30',
      NETWORK_CHANGES_PER_MINUTE: '50',
    })
    const { recordQuotas } = await import('@/lib/shelf')
    await recordQuotas()
    const { getPortal } = await import('@/lib/content')
    // Stops the clock, so that the speed of the machine does not matter.
    vi.useFakeTimers({ toFake: ['performance'] })
    ids = [...(await getPortal()).resources.values()].filter(({ kind }) => kind === 'tutorial').map(({ id }) => id)
  }, 60_000)
  afterAll(async () => {
    vi.useRealTimers()
    await portal.close()
    vi.unstubAllEnvs()
  })

  const mark = (
    index: number,
    cookie: string | undefined,
    more: { asForm?: boolean; headers?: Record<string, string> } = {},
  ) => portal.post('bookmarks', { body: { resource: ids[index], bookmarked: 'true' }, cookie, ...more })
  const words = async (answer: Response) => ((await answer.json()) as { error: { message: string } }).error.message
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      resource: ids[index],
      href: null,
      bookmarked: true,
      bookmarkedAt: '2026-01-01T00:00:00.000Z',
      progress: 'to-read',
      percent: null,
      progressAt: null,
      note: null,
      noteAt: null,
    }))

  it('refuse further marks on a guest’s full shelf with a message, and allow changes to existing ones', async () => {
    const first = await mark(0, undefined)
    const cookie = toCookie(first)
    for (const index of [1, 2]) expect((await mark(index, cookie)).status).toBe(200)
    const refused = await mark(3, cookie)
    expect([refused.status, await words(refused)]).toEqual([
      413,
      'Your shelf is full: a guest can have 3 marks, so we couldn’t save this. Create an account to keep more.',
    ])
    const form = await mark(3, cookie, { asForm: true })
    expect([form.status, await form.text()]).toEqual([413, expect.stringContaining('Your shelf is full')])
    expect((await portal.post('shelf-imports', { body: { dryRun: false, rows: rows(25) }, cookie })).status).toBe(413)
    expect((await portal.post('notes', { body: { resource: ids[0], note: 'kept' }, cookie })).status).toBe(200)
    expect(await portal.database.mark.count()).toBe(3)
  })

  it('slow down one reader’s changes and imports, whatever the network', async () => {
    const { cookie, id } = await portal.signUp('fast@example.org')
    for (let index = 0; index < 20; index++) expect((await mark(index, cookie)).status).toBe(200)
    expect(
      (
        await portal.post('shelf-imports', {
          body: {
            dryRun: false,
            rows: rows(40).map((row) => ({ ...row, note: 'x'.repeat(10_000), noteAt: row.bookmarkedAt })),
          },
          cookie,
        })
      ).status,
    ).toBe(200)
    const refused = await mark(0, cookie)
    expect(refused.status).toBe(429)
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(100)
    expect(await words(refused)).toBe(
      `Too many changes at once, so we didn’t save this one. Wait ${wait} seconds and try again.`,
    )
    expect((await portal.post('shelf-imports', { body: { dryRun: false, rows: rows(1) }, cookie })).status).toBe(429)
    expect(await portal.database.mark.count({ where: { userId: id } })).toBe(40)
    const other = await portal.signUp('other@example.org')
    expect((await mark(0, other.cookie)).status).toBe(200)
  })

  it('slow down one network’s changes, and create no guests beyond', async () => {
    const headers = { 'x-lectern-address': '192.0.2.7' }
    const readers = [await portal.signUp('one@example.org'), await portal.signUp('two@example.org')]
    for (let index = 0; index < 50; index++)
      expect((await mark(index % 10, readers[index % 2]?.cookie, { headers })).status).toBe(200)
    const before = await portal.database.user.count()
    const refused = await mark(0, undefined, { headers })
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([429, []])
    expect(await portal.database.user.count()).toBe(before)
    expect((await mark(0, undefined)).status).toBe(200)
  })
})
