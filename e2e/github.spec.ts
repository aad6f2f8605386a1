import { expect, test } from './test'

// The server on PostgreSQL has GitHub's variables, the one on SQLite has not (e2e/serve.ts).

test('signing in with GitHub is offered only if it is set up', async ({ tab: page, baseURL }) => {
  await page.goto('/sign-in?next=/prometheus')
  const button = page.getByRole('button', { name: 'Sign in with GitHub' })
  const post = () =>
    page.request.post('/api/sign-in/github', {
      form: { returnTo: '/prometheus' },
      headers: { Origin: baseURL ?? '' },
      maxRedirects: 0,
    })
  if (test.info().project.name === 'sqlite') {
    await expect(button).toHaveCount(0)
    expect((await post()).headers().location).toBe('/sign-in?again=1&next=%2Fprometheus')
    return
  }
  await expect(button).toBeVisible()
  const answer = await post()
  expect(answer.status()).toBe(303)
  const target = new URL(answer.headers().location ?? '')
  expect(target.origin + target.pathname).toBe('https://github.com/login/oauth/authorize')
  expect(target.searchParams.get('client_id')).toBe('a-client')
  expect(target.searchParams.get('redirect_uri')).toBe(`${baseURL}/api/auth/callback/github`)
  expect(target.searchParams.get('state')).toMatch(/.{16,}/)
  // A sign-in that better-auth did not start returns with a message, without a session.
  await page.goto('/api/auth/callback/github?code=forged&state=forged')
  await expect(page.getByRole('alert').filter({ hasText: 'expired or was started in another browser.' })).toBeVisible()
  await page.goto('/sign-in?error=access_denied')
  await expect(page.getByRole('alert').filter({ hasText: 'You cancelled at GitHub' })).toBeVisible()
  await page.goto('/account?error=unable_to_link_account')
  await expect(
    page.getByRole('alert').filter({ hasText: 'You were signed out before GitHub could be linked.' }),
  ).toBeVisible()
  await page.goto('/prometheus')
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
})
