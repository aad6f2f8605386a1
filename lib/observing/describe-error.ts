import { scrub } from './scrub'

/** The parts of an error that are logged. */
export interface DescribedError {
  type: string
  code?: string | number
  message?: string
  /** Next's id for the error, shown on the error page. */
  digest?: string
  /** The stack without the message that Node puts first. */
  stack?: string
  cause?: DescribedError
}

/** Most nested causes described. */
const deepest = 4

/**
 * Describes an error for the log. Database and mail errors repeat values and addresses in their message,
 * so only their type, code and stack are logged.
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

/** In a database driver's error, the cause is a plain object with `kind`, `originalCode` and the values. */
function describeReason(reason: unknown): DescribedError {
  if (typeof reason !== 'object' || reason === null) return { type: typeof reason }
  const { kind, originalCode } = reason as { kind?: unknown; originalCode?: unknown }
  return { type: asName(kind) ?? 'object', ...(isCode(originalCode) ? { code: originalCode } : {}) }
}

/** PostgreSQL's own errors are named "error"; mail errors have an SMTP command or code. */
const databases = /^(Prisma\w*|DriverAdapterError|LibsqlError|SqliteError|DatabaseError|error)$/

function isSpokenByOurs(error: Error): boolean {
  return (
    !databases.test(error.name) &&
    !/Prisma|Libsql|DatabaseError/.test(error.constructor.name) &&
    !('command' in error) &&
    !('responseCode' in error)
  )
}

/** Node reports failed connections to several addresses as one AggregateError; its first error represents all. */
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
