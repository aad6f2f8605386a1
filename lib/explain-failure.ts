import { UserFacingError } from './env'

/**
 * Returns an error message for operators: its own sentence if they can fix it, otherwise one that begins with
 * `failed`. Includes the stack trace with LOG_LEVEL=debug.
 */
export function explainFailure(error: unknown, failed: string): string {
  if (error instanceof UserFacingError) return error.message
  const sentence = `${failed}: ${describe(error).replace(/(?<![.:\s])[.:\s]+$/, '')}.`
  if (/^(debug|trace)$/.test(process.env.LOG_LEVEL ?? ''))
    return `${sentence}\n${hidePasswords(error instanceof Error ? (error.stack ?? '') : '')}`
  return `${sentence} Set LOG_LEVEL=debug to see where it comes from.`
}

/** Returns one line: the message of the first cause that has one. */
function describe(error: unknown): string {
  // Several refused addresses are reported as an AggregateError without a message.
  if (error instanceof AggregateError && !error.message) return describe(error.errors[0])
  if (!(error instanceof Error)) return hidePasswords(String(error).split('\n')[0] ?? '')
  const lines = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  // Prisma's first lines show the calling code; the last one says what is wrong.
  const line = error.name.startsWith('Prisma') ? lines.at(-1) : lines[0]
  return hidePasswords(line ?? String((error as NodeJS.ErrnoException).code ?? 'an error without a message'))
}

function hidePasswords(text: string): string {
  return text.replace(/(\/\/[^\s/:@]*:)[^\s/]*@/g, '$1…@')
}
