import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailbox, type Mailbox } from '../scripts/testing/mailbox'
import { bundleArguments, bundleModule } from '../scripts/testing/processes'

/**
 * A server that promises mail with each 200, like a route handler. Its mail comes from a second copy of the modules, as
 * in Next's bundle.
 */
const source = (grace: number) => `
  import { createServer } from 'node:http'
  import { stopGracefully } from './server/stop.ts'
  const { after } = await import('./lib/after.ts?bundled')
  const { sendMail } = await import('./lib/mail.ts?bundled')
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (request.url === '/never') return
    if (request.url === '/slow') return void process.once('message', () => response.end('Late.'))
    for (const name of ['ada', 'bob']) after('Mailing a link', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await sendMail({ to: name + '@example.org', subject: name, text: 'Hello' })
      after('Noting it', async () => console.log('noted ' + name))
    })
    response.end('Sent.')
  })
  stopGracefully(server, async () => {}, ${grace})
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))`

describe('a stop', () => {
  let mailbox: Mailbox
  beforeEach(async () => void (mailbox = await startMailbox()))
  afterEach(async () => {
    mailbox.release()
    await mailbox.stop()
  })

  async function start(grace: number) {
    const child = spawn(process.execPath, bundleArguments, {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        BASE_URL: '',
        DATABASE_URL: '',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'portal@example.org',
        LOG_LEVEL: 'info',
      },
    })
    child.stdin!.end(await bundleModule(source(grace)))
    const ended = Promise.all([text(child.stdout!), once(child, 'exit')])
    const [port] = (await once(child, 'message')) as [number]
    return { child, ended, port }
  }

  /**
   * Requests an address, sends SIGTERM after the answer (or at once if none is expected), and returns the log and exit
   * code.
   */
  async function stopAfter(address: string, grace: number) {
    const { child, ended, port } = await start(grace)
    const answered = fetch(`http://127.0.0.1:${port}${address}`).then(
      ({ status }) => status,
      () => 0,
    )
    const status = address === '/never' ? undefined : await answered
    const began = performance.now()
    // Waits until the request that is never answered has arrived.
    if (address === '/never') await fetch(`http://127.0.0.1:${port}/`)
    child.kill('SIGTERM')
    const [out, [code]] = await ended
    return { status, out, code: code as number | null, took: performance.now() - began }
  }

  it('delivers the mail that a 200 promised, and runs work that this work starts', async () => {
    const { status, out, code } = await stopAfter('/', 15_000)
    expect(status).toBe(200)
    expect(mailbox.mails.map(({ to }) => to).sort()).toEqual(['ada@example.org', 'bob@example.org'])
    expect(out.match(/noted/g)).toHaveLength(2)
    expect(code).toBe(0)
  })

  it('ends in time if the mail server hangs, and logs the lost work without the recipient', async () => {
    mailbox.mood = 'stall'
    const { out, code, took } = await stopAfter('/', 2000)
    expect(out).toContain('"count":2,"msg":"Mailing a link was cut off by the end of the process."')
    expect(out).not.toMatch(/ada|bob|example\.org/)
    expect(code).toBe(1)
    expect(took).toBeGreaterThan(1900)
    expect(took).toBeLessThan(10_000)
  })

  it('ends in time if a request is never answered, and logs it and the lost work', async () => {
    mailbox.mood = 'stall'
    const { out, code } = await stopAfter('/never', 2000)
    expect(out).toContain('open requests are cut off')
    expect(out).toContain('Mailing a link was cut off')
    expect(code).toBe(1)
  })

  it('answers what is open, and then closes connections that are kept alive or were never used', async () => {
    const { child, ended, port } = await start(5000)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (path: string) =>
      new Promise<string>((resolve, reject) => {
        request({ port, host: '127.0.0.1', path, agent }, (answer) => void text(answer).then(resolve, reject))
          .on('error', reject)
          .end()
      })
    expect(await ask('/')).toBe('Sent.')
    const unused = connect(port, '127.0.0.1')
    const closed = once(unused, 'close')
    const slow = ask('/slow')
    // Both have arrived when another connection is answered.
    await fetch(`http://127.0.0.1:${port}/`)
    child.kill('SIGTERM')
    // From now on no new connection is accepted.
    while (await fetch(`http://127.0.0.1:${port}/`).catch(() => null));
    child.send('end')
    expect(await slow).toBe('Late.')
    await closed
    const [, [code]] = await ended
    expect(code).toBe(0)
  })
})
