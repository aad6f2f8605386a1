import { explainFailure } from '../lib/explain-failure'

/** Runs a command of ours. A failure is one sentence on standard error and exit code 1; `failed` begins it where it is nothing we foresaw. */
export async function run(command: () => Promise<void>, failed = 'The command failed'): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(explainFailure(error, failed))
    process.exit(1)
  }
}
