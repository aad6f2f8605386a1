import { createHmac } from 'node:crypto'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isSigned } from '../lib/content-git'
import { parseContentSource, type ContentSource } from '../lib/content-source'
import { onceAProcess } from '../lib/once-a-process'
import { createContentWebhook } from './content-webhook'

const secret = 'a secret of the webhook'.replaceAll(' ', '-')
const sign = (body: string, by = secret) => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`
const source = parseContentSource('https://example.org/p') as ContentSource

it('isSigned checks signatures as in GitHub’s documentation', () => {
  const body = Buffer.from('Hello, World!')
  const by = "It's a Secret to Everybody"
  const right = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  expect(isSigned(body, { 'x-hub-signature-256': right }, by)).toBe(true)
  expect(isSigned(body, { 'x-gitlab-token': by }, by)).toBe(true)
  for (const headers of [
    {},
    { 'x-hub-signature-256': right.slice(0, -1) },
    { 'x-hub-signature-256': right.slice('sha256='.length) },
    { 'x-hub-signature-256': `${right}0` },
    { 'x-hub-signature-256': '' },
    { 'x-hub-signature': right },
    { 'x-gitlab-token': '' },
    { 'x-gitlab-token': right },
    // The other header does not make up for a wrong signature.
    { 'x-hub-signature-256': 'sha256=0', 'x-gitlab-token': by },
  ])
    expect(isSigned(body, headers, by), JSON.stringify(headers)).toBe(false)
  expect(isSigned(Buffer.from('Hello, World'), { 'x-hub-signature-256': right }, by)).toBe(false)
})

describe('the webhook', () => {
  let server: Server
  let handle: ReturnType<typeof createContentWebhook>
  let pulls = 0
  const following = onceAProcess('content git', (): { pull: (() => void) | null } => ({ pull: null }))
  beforeAll(async () => {
    server = createServer((incoming, response) => void handle(incoming, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    following.pull = null
    server.close()
  })
  beforeEach(() => {
    pulls = 0
    following.pull = () => void pulls++
    handle = createContentWebhook({ contentGit: { source, interval: 0, webhookSecret: secret } })
  })

  const post = (body: string, headers: Record<string, string> = {}) =>
    new Promise<[number, string]>((resolve, reject) => {
      const sent = request(
        {
          port: (server.address() as AddressInfo).port,
          method: 'POST',
          headers: { 'x-lectern-address': '192.0.2.1', ...headers },
        },
        (answer) => {
          let text = ''
          answer.on('data', (chunk) => (text += String(chunk)))
          answer.on('end', () => resolve([answer.statusCode ?? 0, text]))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })

  it('pulls after a signed request, even for a large push', async () => {
    expect(await post('{}', { 'x-hub-signature-256': sign('{}') })).toEqual([202, 'The content is being pulled.'])
    const large = JSON.stringify({ commits: 'x'.repeat(900_000) })
    expect((await post(large, { 'x-hub-signature-256': sign(large) }))[0]).toBe(202)
    expect((await post('{}', { 'x-gitlab-token': secret }))[0]).toBe(202)
    expect(pulls).toBe(3)
  })

  it('ignores unsigned requests, and never reveals the secret', async () => {
    for (const headers of [{}, { 'x-hub-signature-256': sign('{}', 'another') }, { 'x-gitlab-token': 'x' }]) {
      const [status, text] = await post('{}', headers as Record<string, string>)
      expect([status, text.includes(secret)]).toEqual([401, false])
    }
    const large = 'x'.repeat(2 ** 20 + 1)
    expect((await post(large, { 'x-hub-signature-256': sign(large), 'transfer-encoding': 'chunked' }))[0]).toBe(413)
    expect(pulls).toBe(0)
  })

  it('has a rate limit per network', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 32; count++) statuses.push((await post('{}'))[0])
    expect(statuses.filter((status) => status === 401)).toHaveLength(30)
    expect(statuses.slice(30)).toEqual([429, 429])
    expect((await post('{}', { 'x-lectern-address': '198.51.100.7', 'x-gitlab-token': secret }))[0]).toBe(202)
  })

  it('answers 404 without a secret or a repository, and 503 once pulling has stopped', async () => {
    following.pull = null
    expect((await post('{}', { 'x-gitlab-token': secret }))[0]).toBe(503)
    for (const contentGit of [undefined, { source, interval: 300 }]) {
      handle = createContentWebhook({ contentGit })
      expect((await post('{}', { 'x-gitlab-token': '' }))[0]).toBe(404)
    }
  })
})
