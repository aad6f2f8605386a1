import { onceAProcess } from '../once-a-process'
import { getLog } from './log'
import { scrub } from './scrub'

const levels = { error: 'error', warn: 'warn', log: 'info', info: 'info', debug: 'debug' } as const

const told = onceAProcess('told-errors', () => new WeakSet<object>())

/** Logs an error that Next found, with the route it happened on; Next prints it too, which is not repeated. */
export function logRequestError(error: unknown, route: string): void {
  if (typeof error === 'object' && error !== null) {
    if (told.has(error)) return
    told.add(error)
  }
  getLog().error({ err: error, route }, 'A request could not be answered.')
}

/** Leads what Next and libraries print into the log, where errors and texts lose what may be a reader's. */
export function captureConsole(): void {
  onceAProcess('captured-console', () => {
    for (const [method, level] of Object.entries(levels) as [
      keyof typeof levels,
      (typeof levels)[keyof typeof levels],
    ][])
      console[method] = (...printed: unknown[]) => {
        const errors = printed.filter((each) => each instanceof Error)
        if (errors.length > 0 && errors.every((error) => told.has(error))) return
        for (const error of errors) told.add(error)
        const message = printed
          .filter((each) => typeof each === 'string')
          .map(scrub)
          .join(' ')
          .trim()
        getLog()[level]({ err: errors[0] }, message || 'An error was printed.')
      }
  })
}
