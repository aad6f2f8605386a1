import { AsyncLocalStorage } from 'node:async_hooks'
import { onceAProcess } from '../once-a-process'

/** The request that is being answered, as far as a log needs to know it. */
export interface ObservedRequest {
  /** Of our own making; `X-Request-Id` in the answer. */
  id: string
  /** Which of the portal's addresses it asks for, as in `/[slug]`. */
  route: string
}

const storage = onceAProcess('current-request', () => new AsyncLocalStorage<ObservedRequest>())

/** The request on whose behalf this runs; undefined for work that no request asked for. */
export function getRequest(): ObservedRequest | undefined {
  return storage.getStore()
}

/** Runs something on behalf of a request. */
export function runForRequest<T>(request: ObservedRequest, run: () => T): T {
  return storage.run(request, run)
}
