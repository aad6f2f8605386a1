import pino, { type DestinationStream, type Logger } from 'pino'
import { readEnv } from '../env'
import { onceAProcess } from '../once-a-process'
import { getRequest } from './current-request'
import { describeError } from './describe-error'

/** Keys whose values are never logged. */
const secret = [
  'address',
  'authorization',
  'body',
  'cookie',
  'cookies',
  'email',
  'headers',
  'ip',
  'newPassword',
  'note',
  'password',
  'session',
  'set-cookie',
  'to',
  'token',
  'url',
  'x-forwarded-for',
].flatMap((name) => [`["${name}"]`, `*["${name}"]`])

const shared = onceAProcess('log', (): { logger?: Logger } => ({}))

/**
 * Returns this process's log: JSON lines on standard output, each with its request id. Messages are constant;
 * variable parts are fields, and never contain a reader's address, token, note or password.
 */
export function getLog(): Logger {
  shared.logger ??= createLog(process.env.NODE_ENV === 'development' ? forPeople : pino.destination(1), readLevel())
  return shared.logger
}

/** Redirects the log; for tests. */
export function logTo(destination: DestinationStream, level = 'info'): void {
  shared.logger = createLog(destination, level)
}

/** Startup reports configuration errors; logging must work even then. */
function readLevel(): string {
  try {
    return readEnv().logLevel
  } catch {
    return 'info'
  }
}

function createLog(destination: DestinationStream, level: string): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => describeError(error) },
      redact: { paths: secret, censor: '[removed]' },
      mixin: () => {
        const request = getRequest()
        return request ? { requestId: request.id } : {}
      },
    },
    destination,
  )
}

/** Readable output for development. */
const forPeople: DestinationStream = {
  write(line) {
    const {
      level,
      msg,
      err,
      time: _time,
      pid: _pid,
      ...more
    } = JSON.parse(line) as Record<string, unknown> & { err?: { stack?: string } }
    const { stack, ...error } = err ?? {}
    const rest = { ...more, ...error }
    process.stdout.write(
      `${String(level)}: ${String(msg)}${Object.keys(rest).length ? ` ${JSON.stringify(rest)}` : ''}${stack ? `\n${stack}` : ''}\n`,
    )
  },
}
