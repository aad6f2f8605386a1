import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '../scripts/testing/databases'
import { openPortal, type Portal } from './portal'

describe.each(providers)('a portal of these tests, on %s', (provider) => {
  let portal: Portal
  beforeAll(async () => void (portal = await openPortal(provider)))
  afterAll(() => portal.stop())

  it('answers, and what is written to it shows in its checksum', async () => {
    expect((await portal.ask('/api/health')).status).toBe(200)
    const before = await portal.checksum()
    expect(await portal.checksum()).toBe(before)
    const { cookie } = await portal.signUp()
    expect(await portal.checksum()).not.toBe(before)
    expect((await portal.post('/api/session', {}, cookie)).status).toBe(200)
    expect((await portal.post('/api/session', {})).status).toBe(401)
  })
})
