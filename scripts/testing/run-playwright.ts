import { spawnSync } from 'node:child_process'
import { installBrowser } from './browser'

/** Makes the build for this environment and runs Playwright on it. Returns the exit code. */
export async function runPlaywright(args: string[]): Promise<number> {
  const env = { ...process.env, CHROMIUM_PATH: await installBrowser(), NEXT_TELEMETRY_DISABLED: '1' }
  // Each test server sets its own; the shared build has none.
  delete process.env.BASE_URL
  // Imported late, since it reads the folder of the build from the environment once.
  const { ensureBuild } = await import('../build')
  await ensureBuild()
  return spawnSync('node_modules/.bin/playwright', ['test', ...args], { stdio: 'inherit', env }).status ?? 1
}
