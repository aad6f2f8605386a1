import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { UserFacingError } from '../lib/env'

/**
 * Runs a script with Node and waits for its end. Throws a UserFacingError that names the script if it fails. `quiet`
 * prints nothing unless it fails.
 */
export function runNode(script: string, args: string[], env: Record<string, string> = {}, volume?: 'quiet'): void {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
    stdio: volume === 'quiet' ? ['ignore', 'ignore', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', ...env },
    encoding: 'utf8',
  })
  if (status === 0) return
  if (stderr) console.error(stderr)
  throw new UserFacingError(`"${path.basename(script)} ${args.join(' ')}" failed; see its output above.`)
}
