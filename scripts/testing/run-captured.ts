import { vi } from 'vitest'
import { runCommand, type BareCall, type Command } from '../verbs'

/**
 * Runs a verb of a command in this process. Returns its standard output (`out`), its standard error (`said`) and its
 * exit code.
 */
export async function runCaptured<Call extends BareCall>(
  command: Command<Call>,
  args: string[],
): Promise<{ out: string; said: string; code: number }> {
  const printed = { out: '', said: '' }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (printed.out += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (printed.said += `${text}\n`)),
  ]
  try {
    return { code: await runCommand(command, args), ...printed }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
