import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '../content'
import type { Message } from '../mail'
import { setLanguage } from '../messages'
import * as messages from './mails'

const { sent, settings } = vi.hoisted(() => ({ sent: [] as Message[], settings: { contact: null as string | null } }))
vi.mock('../mail', () => ({ sendMail: (message: Message) => void sent.push(message) }))
vi.mock('../content', async (load) => ({
  ...(await load<typeof import('../content')>()),
  getSettings: () => ({ ...defaultSettings, ...settings }),
}))

beforeEach(() => {
  sent.length = 0
  settings.contact = null
  vi.stubEnv('BASE_URL', 'http://localhost:3000')
})

const senders = Object.entries(messages) as [string, (to: string, token: string, isNew?: boolean) => Promise<void>][]
const write = async (send: (typeof senders)[number][1], isNew?: boolean) => {
  await send('ada@example.org', 'token', isNew)
  return sent.pop()?.text ?? ''
}

describe('each mail', () => {
  it.each(senders)('%s has typographic quotes and ends with one line break', async (_name, send) => {
    for (const isNew of [true, false]) {
      const text = await write(send, isNew)
      expect(text).not.toMatch(/['"]/)
      expect(text).toMatch(/[^\n]\n$/)
      expect(text).not.toMatch(/\n\n\n/)
    }
  })

  it.each(senders)('%s says what to do if someone else caused it', async (_name, send) => {
    expect(await write(send)).toMatch(/If it wasn’t you, |If you don’t /)
  })
})

describe('the mails about what only the operator can put right', () => {
  const senders = [messages.mailAddressChanged, messages.mailAccountDeleted, messages.mailSecondFactorOn]

  it('give the portal’s contact', async () => {
    settings.contact = 'help@example.org'
    for (const send of senders) expect(await write(send)).toMatch(/, contact us:\nhelp@example\.org\n$/)
  })

  it('make sense without one', async () => {
    for (const send of senders) expect(await write(send)).toMatch(/, contact the people who run this portal\.\n$/)
  })
})

it('the mails about changes give the same advice', async () => {
  const advice = new Set<string>()
  for (const send of [
    messages.mailPasswordChanged,
    messages.mailSecondFactorOff,
    messages.mailPasskeyAdded,
    messages.mailPasskeyRemoved,
    messages.mailGithubLinked,
    messages.mailGithubUnlinked,
    messages.mailPasswordSet,
    messages.mailRecoveryCodes,
    messages.mailAddressIsYours,
  ])
    advice.add((await write(send)).replace(/^.*\n/, ''))
  expect([...advice]).toHaveLength(1)
})

it('a mail speaks the portal’s language, whatever it was before', async () => {
  await messages.mailAccountDeleted('ada@example.org')
  setLanguage('de')
  await messages.mailAccountDeleted('ada@example.org')
  setLanguage('en')
  expect(sent.map(({ subject }) => subject)).toEqual([
    'Your account at Lectern was deleted',
    'Dein Konto bei Lectern wurde gelöscht',
  ])
})
