import { expect, it } from 'vitest'
import { showCode } from '@/scripts/testing/authenticator-app'
import { makeAuthenticator } from '@/scripts/testing/passkey-device'
import { openPortal, toCookie } from '@/scripts/testing/portal'

it('a sign-in with a passkey needs no two-factor code', async () => {
  const portal = await openPortal('sqlite')
  const ada = await portal.signUp('ada@example.org')
  const device = makeAuthenticator()
  let cookie = await portal.prove(ada)
  const post = async (route: string, body = {}) => {
    const answer = await portal.post(route, { body, cookie })
    const text = await answer.text()
    expect([route, answer.status, text.slice(0, 200)]).toEqual([route, 200, expect.any(String)])
    if (toCookie(answer)) cookie = `${cookie}; ${toCookie(answer)}`
    return JSON.parse(text) as { uri: string }
  }
  expect(
    (
      await portal.post('account/passkeys/add', {
        body: { credential: device.create(await post('account/passkeys/start')) },
        cookie,
      })
    ).status,
  ).toBe(200)
  const { uri } = await post('account/second-factor/set-up', { password: ada.password })
  const on = await portal.post('account/second-factor/turn-on', { body: { code: showCode(uri) }, cookie })
  expect(on.status).toBe(200)
  const asked = await portal.post('sign-in', { body: { email: ada.email, password: ada.password } })
  expect(toCookie(asked)).not.toMatch(/portal-session~3000=[^;]/)
  const signedIn = await portal.post('sign-in/passkey', {
    body: { credential: device.get(await post('sign-in/passkey/start')) },
  })
  expect([signedIn.status, toCookie(signedIn)]).toEqual([200, expect.stringMatching(/portal-session~3000=[^;]/)])
  expect((await portal.post('account/name', { body: { name: 'Ada' }, cookie: toCookie(signedIn) })).status).toBe(200)
  await portal.close()
})
