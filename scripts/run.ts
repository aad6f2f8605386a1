import { explainFailure } from '../lib/explain-failure'

/**
 * Runs a command. Prints a failure as one sentence on standard error, beginning with `failed` if it was unexpected,
 * and exits with 1.
 */
export async function run(command: () => Promise<void>, failed = 'The command failed'): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(explainFailure(error, failed))
    process.exit(1)
  }
}
