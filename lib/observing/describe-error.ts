import { scrub } from './scrub'

/** What of an error may stand in a log. */
export interface DescribedError {
  type: string
  code?: string | number
  message?: string
  /** Next's number for it, which the reader's page shows. */
  digest?: string
  /** Where it was thrown, without the message, which Node puts before it. */
  stack?: string
  cause?: DescribedError
}

/** How many causes of causes are told. */
const deepest = 4

/**
 * An error as it may be logged. What a database or a mail server says repeats the values and addresses
 * it was given, so that of those only the kind, the code and the place in our code are told.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return describeReason(error)
  const { code, digest } = error as { code?: unknown; digest?: unknown }
  const described: DescribedError = { type: asName(error.name) ?? 'Error' }
  if (isCode(code)) described.code = code
  if (isSpokenByOurs(error)) described.message = scrub(error.message)
  if (typeof digest === 'string' && /^[\w@.-]{1,40}$/.test(digest)) described.digest = digest
  described.stack = findFrames(error)
  const cause = getCause(error)
  if (cause !== undefined && depth < deepest) described.cause = describeError(cause, depth + 1)
  return described
}

/** The cause in an error of a database's driver is a plain object: `kind`, `originalCode` and the values. */
function describeReason(reason: unknown): DescribedError {
  if (typeof reason !== 'object' || reason === null) return { type: typeof reason }
  const { kind, originalCode } = reason as { kind?: unknown; originalCode?: unknown }
  return { type: asName(kind) ?? 'object', ...(isCode(originalCode) ? { code: originalCode } : {}) }
}

/** PostgreSQL's own errors are named "error"; those of mail have a command or a code of SMTP. */
const databases = /^(Prisma\w*|DriverAdapterError|LibsqlError|SqliteError|DatabaseError|error)$/

function isSpokenByOurs(error: Error): boolean {
  return (
    !databases.test(error.name) &&
    !/Prisma|Libsql|DatabaseError/.test(error.constructor.name) &&
    !('command' in error) &&
    !('responseCode' in error)
  )
}

/** Several addresses refused at once come as an AggregateError, in which one stands for all. */
function getCause(error: Error): unknown {
  if (error instanceof AggregateError) return error.errors[0]
  return error.cause ?? (error as { meta?: { driverAdapterError?: unknown } }).meta?.driverAdapterError
}

function findFrames({ message, stack = '' }: Error): string | undefined {
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n')
  return (
    frames.filter((line) => /^ {4}at [^"]+(:\d+:\d+\)?|<anonymous>\)?|native\)?)$/.test(line)).join('\n') || undefined
  )
}

function asName(text: unknown): string | undefined {
  return typeof text === 'string' && /^[\w.]{1,60}$/.test(text) ? text : undefined
}

function isCode(code: unknown): code is string | number {
  return typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code))
}
