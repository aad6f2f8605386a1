import { onceAProcess } from '../once-a-process'
import { getLog } from './log'
import { scrub } from './scrub'

const levels = { error: 'error', warn: 'warn', log: 'info', info: 'info', debug: 'debug' } as const

const told = onceAProcess('told-errors', () => new WeakSet<object>())

/** Logs an error that Next caught, with its route. Next also prints it; that copy is dropped. */
export function logRequestError(error: unknown, route: string): void {
  if (typeof error === 'object' && error !== null) {
    if (told.has(error)) return
    told.add(error)
  }
  getLog().error({ err: error, route }, 'Next failed to answer a request.')
}

/** Redirects console output of Next and libraries into the log, which removes personal data. */
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
        getLog()[level]({ err: errors[0] }, message || 'An error was printed to the console.')
      }
  })
}
