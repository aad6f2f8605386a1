import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortal, toCookie, type TestPortal } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const secret = 'a-secret-note-'.repeat(15)

describe('data deleted from SQLite', () => {
  let portal: TestPortal
  let resource: string
  beforeAll(async () => {
    portal = await openPortal('sqlite')
    resource = [...(await (await import('@/lib/content')).getPortal()).resources.keys()][0]!
  })
  afterAll(() => portal.close())

  /** Whether the database file, or one that belongs to it, contains a text. */
  const isOnDisk = (text: string) =>
    ['', '-wal'].some((suffix) => readFileSync(`${portal.address.slice('file:'.length)}${suffix}`).includes(text))
  const send = (route: string, cookie: string, body: Record<string, unknown>) =>
    portal.post(route, { cookie, body: { resource, ...body } })

  it.each(['notes', 'removals'])('is gone from the disk soon after its removal by %s', async (route) => {
    const { cookie } = await portal.signUp(`by-${route}@example.org`)
    expect((await send('notes', cookie, { note: secret })).status).toBe(200)
    expect(isOnDisk('a-secret-note-')).toBe(true)
    expect((await send(route, cookie, route === 'notes' ? { note: '' } : {})).status).toBe(200)
    await until(() => !isOnDisk('a-secret-note-'))
  })

  it('is gone from the disk once expired guests are removed', async () => {
    const guest = await portal.post('notes', { body: { resource, note: secret } })
    expect([guest.status, toCookie(guest)]).toEqual([200, expect.stringContaining('portal-session~3000=')])
    const old = new Date(Date.now() - 91 * 24 * 60 * 60 * 1000)
    await portal.database.user.updateMany({ where: { isAnonymous: true }, data: { createdAt: old } })
    await portal.database.session.updateMany({
      where: { user: { isAnonymous: true } },
      data: { createdAt: old, updatedAt: old, expiresAt: old },
    })
    expect(isOnDisk('a-secret-note-')).toBe(true)
    const { clearAway } = await import('./background-work')
    await clearAway()
    expect(await portal.database.user.count({ where: { isAnonymous: true } })).toBe(0)
    expect(isOnDisk('a-secret-note-')).toBe(false)
  })
})
