import { randomUUID } from 'node:crypto'
import { showCode } from '../scripts/testing/authenticator-app'
import { makeAuthenticator, type Authenticator } from '../scripts/testing/passkey-device'
import { password, toCookie, type PortalResponse, type Member, type Portal } from './portal'
import { getContent } from './prepared'
import { untilPasses } from '../scripts/testing/until'

/** The data that a write's body may name. */
export interface Context {
  member: Member
  /** Anything else that the address needs: a mailed token, the id of a session. */
  given: string
  tutorial: string
  /** A second tutorial. */
  another: string
  tool: string
}

/** The fields of a body. */
export type Fields = Record<string, unknown>

/** A write: an address of the build, a valid body, and what it may change. */
export interface Write {
  path: string
  family: 'marks' | 'import' | 'account' | 'entry'
  /**
   * The session that it needs: a reader's, a guest's, none, or the cookie of a sign-in that still needs a code or a new
   * password.
   */
  who: 'reader' | 'guest' | 'pending' | 'anyone'
  body: (context: Context) => Fields
  /** The tables in which it may change rows of its reader; empty if a valid request changes none. */
  changes: string[]
  /** Prepares what the write needs and returns it. */
  prepare?: (portal: Portal, member: Member, context: Omit<Context, 'given'>) => Promise<string>
}

const mark = (name: string, body: Write['body'], prepare?: Write['prepare']): Write => ({
  path: `/api/${name}`,
  family: 'marks',
  who: 'reader',
  body,
  changes: ['mark'],
  prepare,
})
const account = (name: string, body: Write['body'], changes: string[], more: Partial<Write> = {}): Write => ({
  path: `/api/account/${name}`,
  family: 'account',
  who: 'reader',
  body,
  changes,
  ...more,
})
const entry = (name: string, body: Write['body'], changes: string[], more: Partial<Write> = {}): Write => ({
  path: `/api/${name}`,
  family: 'entry',
  who: 'anyone',
  body,
  changes,
  ...more,
})

/** Waits for the message with this subject, and returns its token. */
async function readToken({ mailbox }: Portal, to: string, subject: RegExp): Promise<string> {
  return untilPasses(() => {
    const token = mailbox.mails.find((mail) => mail.to === to && subject.test(mail.subject) && mail.token)?.token
    if (!token)
      throw new Error(
        `No such message came to ${to}; there are: ${mailbox.mails.filter((mail) => mail.to === to).map((mail) => mail.subject)}`,
      )
    return token
  })
}

/** Returns a row of an import. */
export const importRow = (resource: string): Fields => ({
  resource,
  href: null,
  bookmarked: true,
  bookmarkedAt: '2026-01-02T03:04:05.000Z',
  progress: 'reading',
  percent: 40,
  progressAt: '2026-01-02T03:04:05.000Z',
  note: 'From a file.',
  noteAt: '2026-01-02T03:04:05.000Z',
})

/** All writes of the portal. A test fails for a handler of the build that is not listed. */
export const writes: Write[] = [
  mark('bookmarks', ({ tutorial }) => ({ resource: tutorial, bookmarked: true })),
  mark('reading-progress', ({ tutorial }) => ({ resource: tutorial, progress: 'reading', percent: 40 })),
  mark('notes', ({ tutorial }) => ({ resource: tutorial, note: 'Worth an evening.' })),
  mark('marks', ({ tutorial }) => ({
    resource: tutorial,
    bookmarked: true,
    progress: 'reading',
    percent: 40,
    note: 'Worth an evening.',
  })),
  mark(
    'removals',
    ({ tutorial }) => ({ resource: tutorial }),
    async (portal, { cookie }, { tutorial }) => {
      await portal.post('/api/bookmarks', { resource: tutorial, bookmarked: true }, cookie)
      return ''
    },
  ),
  {
    path: '/api/shelf-imports',
    family: 'import',
    who: 'reader',
    body: ({ tutorial, another }) => ({ dryRun: false, rows: [importRow(tutorial), importRow(another)] }),
    changes: ['mark'],
  },

  { path: '/api/session', family: 'account', who: 'reader', body: () => ({}), changes: [] },
  account('name', () => ({ name: 'Countess' }), ['user']),
  account('email', () => ({ email: `${randomUUID()}@example.org`, password }), ['mailed_link']),
  account('email/again', () => ({}), ['mailed_link'], {
    prepare: async ({ database }, { id }) =>
      (await database.user.update({ where: { id }, data: { emailVerified: false } })).id,
  }),
  account('password', () => ({ currentPassword: password, newPassword: 'writing by lamplight' }), [
    'account',
    'session',
    'mailed_link',
    'verification',
  ]),
  account('delete', () => ({ password }), [
    'user',
    'session',
    'account',
    'mark',
    'mailed_link',
    'passkey_challenge',
    'verification',
  ]),
  account('confirm', () => ({ password }), []),
  account('confirm/passkey', ({ given }) => ({ credential: given }), ['passkey', 'passkey_challenge'], {
    prepare: async (portal, member) =>
      (await addPasskey(portal, member)).device.get(await startPasskey(portal, 'sign-in/passkey')),
  }),
  account('delete-marks', () => ({ confirm: 'yes' }), ['user', 'session', 'mark'], { who: 'guest' }),
  account('second-factor/set-up', () => ({ password }), ['two_factor']),
  account('second-factor/turn-on', ({ given }) => ({ code: given }), ['user', 'session', 'two_factor'], {
    prepare: async (portal, member) => showCode(await setSecondFactorUp(portal, member), 1),
  }),
  account('second-factor/turn-off', ({ given }) => ({ password, code: given }), ['user', 'session', 'two_factor'], {
    prepare: turnSecondFactorOn,
  }),
  account('second-factor/codes', ({ given }) => ({ password, code: given }), ['two_factor'], {
    prepare: turnSecondFactorOn,
  }),
  account('sessions/end', ({ given }) => ({ session: given, password }), ['session'], { prepare: addSession }),
  account('sessions/end-others', () => ({ password }), ['session'], { prepare: addSession }),
  account('passkeys/start', () => ({ password }), ['passkey_challenge']),
  account('passkeys/add', ({ given }) => ({ credential: given, password }), ['passkey', 'passkey_challenge'], {
    prepare: async (portal, { cookie }) =>
      makeAuthenticator(portal.origin).create(await startPasskey(portal, 'account/passkeys', cookie)),
  }),
  account('passkeys/rename', ({ given }) => ({ passkey: given, name: 'The blue key' }), ['passkey'], {
    prepare: async (portal, member) => (await addPasskey(portal, member)).id,
  }),
  account('passkeys/remove', ({ given }) => ({ passkey: given, password }), ['passkey'], {
    prepare: async (portal, member) => (await addPasskey(portal, member)).id,
  }),
  account('github/link', () => ({ password }), []),
  account('github/unlink', () => ({ password }), []),

  entry('sign-up', () => ({ name: 'Grace', email: `${randomUUID()}@example.org`, password }), ['mailed_link']),
  entry('sign-in', ({ member }) => ({ email: member.email, password }), ['session']),
  // With the cookie of a sign-in that still needs a code.
  entry('sign-in/code', ({ given }) => ({ code: given }), ['session', 'verification', 'two_factor'], {
    who: 'pending',
    prepare: beginSignIn,
  }),
  entry('sign-in/github', () => ({}), []),
  entry('sign-in/passkey/start', () => ({}), ['passkey_challenge']),
  entry('sign-in/passkey', ({ given }) => ({ credential: given }), ['session', 'passkey', 'passkey_challenge'], {
    prepare: async (portal, member) =>
      (await addPasskey(portal, member)).device.get(await startPasskey(portal, 'sign-in/passkey')),
  }),
  entry('sign-out', () => ({}), ['session']),
  entry('notice-seen', () => ({}), []),
  entry('password-reset', ({ member }) => ({ email: member.email }), ['mailed_link']),
  entry(
    'password-reset/finish',
    ({ given }) => ({ token: given, password: 'writing by lamplight' }),
    ['account', 'session', 'mailed_link', 'verification', 'user'],
    {
      prepare: async (portal, { email }) => {
        await portal.post('/api/password-reset', { email })
        return readToken(portal, email, /password/i)
      },
    },
  ),
  entry('password-reset/remove', () => ({ way: 'all' }), ['passkey'], {
    who: 'pending',
    prepare: async (portal, member) => {
      await addPasskey(portal, member)
      await portal.post('/api/password-reset', { email: member.email })
      const token = await readToken(portal, member.email, /password/i)
      member.cookie = toCookie(
        await portal.post('/api/password-reset/finish', { token, password: 'writing by lamplight' }),
      )
      return ''
    },
  }),
  entry('confirm-email', ({ given }) => ({ token: given, password }), ['user', 'session', 'account', 'mailed_link'], {
    prepare: async (portal) => {
      const email = `${randomUUID()}@example.org`
      await portal.post('/api/sign-up', { name: 'Grace', email, password })
      return readToken(portal, email, /confirm/i)
    },
  }),
]

/** Signs the reader in on a second browser, and returns that session's id. */
async function addSession(portal: Portal, { id, email }: Member): Promise<string> {
  await portal.post('/api/sign-in', { email, password })
  return (await portal.database.session.findFirstOrThrow({ where: { userId: id }, orderBy: { createdAt: 'desc' } })).id
}

/** Starts turning on two-factor authentication, up to the first code. Returns the address that the app scans. */
async function setSecondFactorUp(portal: Portal, member: Member): Promise<string> {
  const answer = await portal.post('/api/account/second-factor/set-up', { password }, member.cookie)
  keepCookies(member, answer)
  return (JSON.parse(answer.body) as { uri: string }).uri
}

/** Turns on two-factor authentication. Returns a recovery code, which does not expire. */
async function turnSecondFactorOn(portal: Portal, member: Member): Promise<string> {
  const uri = await setSecondFactorUp(portal, member)
  const answer = await portal.post('/api/account/second-factor/turn-on', { code: showCode(uri) }, member.cookie)
  keepCookies(member, answer)
  return (JSON.parse(answer.body) as { codes: [string] }).codes[0]
}

/** Returns the cookie after a correct password, before the two-factor code. */
async function beginSignIn(portal: Portal, member: Member): Promise<string> {
  const code = await turnSecondFactorOn(portal, member)
  member.cookie = toCookie(await portal.post('/api/sign-in', { email: member.email, password }))
  return code
}

function keepCookies(member: Member, answer: PortalResponse): void {
  const now = toCookie(answer).split('; ')
  const isReplaced = (cookie: string) => now.some((each) => each.split('=')[0] === cookie.split('=')[0])
  member.cookie = [...member.cookie.split('; ').filter((each) => !isReplaced(each)), ...now].join('; ')
}

/** Returns the options for a passkey device. */
async function startPasskey(portal: Portal, route: string, cookie?: string): Promise<object> {
  return JSON.parse(
    (await portal.post(`/api/${route}/start`, route.startsWith('account') ? { password } : {}, cookie)).body,
  ) as object
}

/** Adds a passkey to a member's account. Returns the device and the passkey's id. */
export async function addPasskey(portal: Portal, { cookie }: Member): Promise<{ device: Authenticator; id: string }> {
  const device = makeAuthenticator(portal.origin)
  await portal.post(
    '/api/account/passkeys/add',
    { credential: device.create(await startPasskey(portal, 'account/passkeys', cookie)), password },
    cookie,
  )
  return { device, id: (await portal.database.passkey.findUniqueOrThrow({ where: { credentialId: device.id } })).id }
}

/** All addresses that can be read, by their name in the build. `reader` marks addresses with one reader's data. */
export const reads: Record<string, string[]> = {
  '/': ['/', '/?page=2'],
  '/_global-error': [],
  '/_not-found': ['/no-such-page'],
  '/.well-known/security.txt': ['/.well-known/security.txt'],
  '/[slug]': ['/prometheus', '/devops'],
  '/[slug]/feed.json': ['/devops/feed.json'],
  '/[slug]/feed.xml': ['/devops/feed.xml'],
  '/[slug]/markdown': ['/prometheus.md'],
  '/[slug]/og.png': ['/prometheus/og.png'],
  '/account': ['/account'],
  '/account/confirm': ['/account/confirm'],
  '/account/deleted': ['/account/deleted'],
  '/api/auth/callback/[provider]': [
    '/api/auth/callback/github?code=x&state=y',
    '/api/auth/callback/github?error=access_denied&state=y',
    '/api/auth/callback/elsewhere?code=x',
  ],
  '/api/health': ['/api/health'],
  '/api/session': ['/api/session?next=/prometheus'],
  '/api/near-topics': ['/api/near-topics?address=/prometeus'],
  '/confirm-email': ['/confirm-email?token=abc'],
  '/contents': ['/contents'],
  '/feed.json': ['/feed.json'],
  '/feed.xml': ['/feed.xml'],
  '/forgot-password': ['/forgot-password'],
  '/healthz': ['/healthz'],
  '/llms.txt': ['/llms.txt'],
  '/logo-dark.svg': ['/logo-dark.svg'],
  '/logo.svg': ['/logo.svg'],
  '/manifest.webmanifest': ['/manifest.webmanifest'],
  '/metrics': ['/metrics'],
  '/offline': ['/offline'],
  '/og.png': ['/og.png'],
  '/paths': ['/paths'],
  '/paths/[slug]': ['/paths/from-laptop-to-live'],
  '/readyz': ['/readyz'],
  '/reset-password/done': ['/reset-password/done'],
  '/reset-password': ['/reset-password?token=abc'],
  '/resources': ['/resources', '/resources?kind=tool'],
  '/robots.txt': ['/robots.txt'],
  '/search': ['/search?q=docker'],
  '/search/results.json': ['/search/results.json?q=docker'],
  '/shelf': ['/shelf', '/shelf?find=note'],
  '/shelf/export': ['/shelf/export'],
  '/shelf/export/[format]': [
    '/shelf/export/json',
    '/shelf/export/csv',
    '/shelf/export/bookmarks',
    '/shelf/export/elsewhere',
  ],
  '/shelf/import': ['/shelf/import'],
  '/sign-in': ['/sign-in'],
  '/sign-in/code': ['/sign-in/code', '/sign-in/code?again=1'],
  '/sign-up': ['/sign-up'],
  '/sitemap.xml': ['/sitemap.xml'],
}

/** Prepares a member for a write, and returns them with a valid body. */
export async function prepareWrite(
  portal: Portal,
  write: Write,
  member?: Member,
): Promise<{ context: Context; body: Fields }> {
  const owner = member ?? (write.who === 'guest' ? await becomeGuest(portal) : await portal.signUp())
  const common = { member: owner, ...findResources() }
  const context = { ...common, given: (await write.prepare?.(portal, owner, common)) ?? '' }
  return { context, body: write.body(context) }
}

/** Creates a guest with one mark. */
export async function becomeGuest(portal: Portal): Promise<Member> {
  const { tool } = findResources()
  const answer = await portal.post('/api/bookmarks', { resource: tool, bookmarked: true })
  if (answer.status !== 200) throw new Error(`A first mark was answered with ${answer.status}: ${answer.body}`)
  const { reader } = JSON.parse(answer.body) as { reader: string }
  return {
    id: reader,
    email: '',
    password: '',
    cookie: (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; '),
  }
}

/** Returns listed resources of each kind. */
export function findResources(): { tutorial: string; another: string; tool: string } {
  const all = getContent().resources
  const [tutorial, another] = all.filter(({ kind }) => kind === 'tutorial')
  const tool = all.find(({ kind }) => kind === 'tool')
  if (!tutorial || !another || !tool) throw new Error('The content lists too few resources for these tests.')
  return { tutorial: tutorial.id, another: another.id, tool: tool.id }
}
