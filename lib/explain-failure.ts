import { OperatorError } from './env'

/**
 * Returns what an operator is told of an error: one sentence for what they can change, and for anything else one
 * that begins with `failed`. Its stack trace is for whoever asks with LOG_LEVEL=debug.
 */
export function explainFailure(error: unknown, failed: string): string {
  if (error instanceof OperatorError) return error.message
  const sentence = `${failed}: ${describe(error).replace(/(?<![.:\s])[.:\s]+$/, '')}.`
  if (/^(debug|trace)$/.test(process.env.LOG_LEVEL ?? ''))
    return `${sentence}\n${hidePasswords(error instanceof Error ? (error.stack ?? '') : '')}`
  return `${sentence} Set LOG_LEVEL=debug to see where it comes from.`
}

/** One line, from the first of the causes that says something. */
function describe(error: unknown): string {
  // Several addresses refused at once come as an AggregateError without a message of its own.
  if (error instanceof AggregateError && !error.message) return describe(error.errors[0])
  if (!(error instanceof Error)) return hidePasswords(String(error).split('\n')[0] ?? '')
  const lines = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  // Prisma's first lines show our own call; the last one says what is wrong.
  const line = error.name.startsWith('Prisma') ? lines.at(-1) : lines[0]
  return hidePasswords(line ?? String((error as NodeJS.ErrnoException).code ?? 'something failed without a word'))
}

function hidePasswords(text: string): string {
  return text.replace(/(\/\/[^\s/:@]*:)[^\s/]*@/g, '$1…@')
}
