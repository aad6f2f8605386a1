import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, serverModules } from '../scripts/server-bundle'
import { listen } from './listen'

const folder = mkdtempSync(path.join(tmpdir(), 'lectern-main-'))
mkdirSync('.cache', { recursive: true })
/** A bundle like that of a build, inside the project, where it finds the packages. */
const bundled = mkdtempSync(path.resolve('.cache/main-'))
beforeAll(() => bundle(bundled, serverModules))
afterAll(() => {
  for (const each of [folder, bundled]) rmSync(each, { recursive: true, force: true })
})

/** Starts the server in a folder without a build. */
async function start(
  env: Record<string, string>,
  first: string[] = [],
): Promise<{ code: number | null; said: string; logged: string }> {
  const child = spawn(process.execPath, [...first, path.join(bundled, 'main.mjs')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: folder,
      PORT: '3000',
      HOST: '',
      BASE_URL: '',
      LOG_LEVEL: '',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [logged, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, said, logged }
}

describe('a server that can’t start', () => {
  /** Says one sentence, and nothing of where it comes from. */
  const expectOneSentence = ({ code, said, logged }: Awaited<ReturnType<typeof start>>, sentence: RegExp) => {
    expect([code, said]).toEqual([1, expect.stringMatching(sentence)])
    expect(logged).not.toMatch(/"stack"|\bat .+:\d+:\d+/)
  }

  it('says so in one sentence for a variable that is wrong', async () => {
    expectOneSentence(await start({ PORT: 'abc' }), /^PORT must be a number from 0 to 65535\.\n$/)
  }, 60_000)

  it('says so in one sentence for no build, and its process reports make no DNS lookups', async () => {
    const tell = `process.on('exit', () => process.stdout.write('names left out: ' + process.report.excludeNetwork))`
    const ended = await start({}, ['--import', `data:text/javascript,${encodeURIComponent(tell)}`])
    expectOneSentence(
      ended,
      /^The server could not start: Could not find a production build in [^\n]+\. Set LOG_LEVEL=debug to see where it comes from\.\n$/,
    )
    expect(ended.logged).toContain('names left out: true')
  }, 60_000)

  it('shows the stack trace with LOG_LEVEL=debug', async () => {
    const { code, said } = await start({ LOG_LEVEL: 'debug' })
    expect([code, said]).toEqual([1, expect.stringMatching(/^The server could not start: [^\n]+\n[^]*\n {4}at /)])
  }, 60_000)

  it.each([
    ['localhost', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('says that the port is in use on %s', async (host, address) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, address, resolve))
    const { port } = other.address() as AddressInfo
    await expect(listen(createHttpServer(), { port, host })).rejects.toThrow(
      `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=3001 npm start.`,
    )
    other.close()
  })

  it('says that the address is not one of this machine’s', async () => {
    await expect(listen(createHttpServer(), { port: 0, host: '192.0.2.1' })).rejects.toThrow(
      'HOST must be an address of this machine; 192.0.2.1 is not.',
    )
  })
})
