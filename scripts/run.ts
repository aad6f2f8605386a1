import { OperatorError } from '../lib/env'

/** Runs a command of ours. What the operator can mend is one sentence; anything else keeps its trace. Exit code 1. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof OperatorError ? error.message : error)
    process.exit(1)
  }
}
