import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

// Debian's headless shell opens a page 50 % faster than the full browser; each test opens one.
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** The folder of the last resort: outside the dependencies, whose size it would more than double. */
const cache = path.resolve('.cache/chromium')

/**
 * Finds a Chromium on this machine: `CHROMIUM_PATH`, Playwright's, the system's, or one that was installed here before.
 */
export function findBrowser(): string | undefined {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  return [chromium.executablePath(), ...installed].find((file) => existsSync(file)) ?? findPackaged()
}

/** Finds a Chromium, or installs one in the first of three ways that works on this machine. */
export async function installBrowser(): Promise<string> {
  const found = findBrowser()
  if (found) return found
  console.log('No Chromium here; installing one for the tests …')
  for (const install of [fromPlaywright, fromDebian, fromNpm]) {
    await install()
    const browser = findBrowser()
    if (browser) return browser
  }
  throw new Error('No Chromium could be found or installed. Install one and set CHROMIUM_PATH to it.')
}

async function fromPlaywright(): Promise<void> {
  await run('npx', ['playwright', 'install', ...(process.getuid?.() === 0 ? ['--with-deps'] : []), 'chromium'])
}

async function fromDebian(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  await run('apt-get', ['update'])
  // Not every distribution packages the shell separately.
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (await run('apt-get', ['install', '--yes', '--no-install-recommends', name])) return
}

async function fromNpm(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  await run('npm', ['install', '--no-save', '--no-package-lock', '--prefix', cache, '@sparticuz/chromium@147'])
  const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath()).then((file) => console.log(file))`
  await once(
    spawn(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: cache,
      env: { ...process.env, TMPDIR: cache },
      stdio: 'inherit',
    }),
    'exit',
  )
}

function findPackaged(): string | undefined {
  const file = path.join(cache, 'chromium')
  return existsSync(file) && existsSync(path.join(cache, 'node_modules')) ? file : undefined
}

async function run(command: string, args: string[]): Promise<boolean> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return new Promise((resolve) =>
    child.once('error', () => resolve(false)).once('close', (status) => resolve(status === 0)),
  )
}
