import { spawnSync } from 'node:child_process'
import { installBrowser } from './browser'

/** Makes the build that the environment asks for and runs Playwright on it; returns the exit code. */
export async function runPlaywright(args: string[]): Promise<number> {
  const env = { ...process.env, CHROMIUM_PATH: await installBrowser(), NEXT_TELEMETRY_DISABLED: '1' }
  // Each server of the tests has its own; the build they share is of none.
  delete process.env.BASE_URL
  // Only now: where a build lies is read from the environment once.
  const { ensureBuild } = await import('../build')
  await ensureBuild()
  return spawnSync('node_modules/.bin/playwright', ['test', ...args], { stdio: 'inherit', env }).status ?? 1
}
