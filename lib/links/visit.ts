import { setTimeout as sleep } from 'node:timers/promises'
import { fetchPage, type FetchOptions, type Known, type Visit } from './fetch-page'
import type { Dispatcher } from 'undici'

/** Options of a visitor. */
export interface VisitOptions {
  agent: Dispatcher
  /** Time limit of a request with its body, in milliseconds. */
  timeout?: number
  maxRedirects?: number
  maxBytes?: number
  /** Pause between two requests to one host, in milliseconds. */
  gap?: number
  /** Delays before each retry, in milliseconds. */
  backoff?: number[]
  /** A host that asks for a longer delay than this is not retried, in milliseconds. */
  longestWait?: number
  wait?: (milliseconds: number) => Promise<unknown>
}

/** Visits an address. `known` holds validators to send; `head` says that the page need not be read. */
export type Visitor = (address: string, ask: { known?: Known; head: boolean }) => Promise<Visit>

const passing = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * Creates a visitor that retries temporary errors and is polite to hosts: one request at a time to each, with a
 * pause in between, and a single attempt at a host whose retries were just used up.
 */
export function createVisitor({
  agent,
  timeout = 10_000,
  maxRedirects = 5,
  maxBytes = 512 * 1024,
  gap = 500,
  backoff = [1000, 4000],
  longestWait = 30_000,
  wait = sleep,
}: VisitOptions): Visitor {
  const turns = new Map<string, Promise<unknown>>()
  const worn = new Set<string>()
  const inTurn: FetchOptions['inTurn'] = (host, task) => {
    const turn = (turns.get(host) ?? Promise.resolve()).then(task)
    turns.set(
      host,
      turn.catch(() => {}).then(() => wait(gap)),
    )
    return turn
  }
  const options: FetchOptions = { agent, inTurn, timeout, maxRedirects, maxBytes }

  return async (address, { known, head }) => {
    const { host } = new URL(address)
    let visit = head ? await fetchPage(address, 'HEAD', known, options) : undefined
    // A HEAD is enough for unchanged and untitled pages; hosts that refuse it often answer a GET.
    if (visit?.kind === 'answer' && visit.status !== 429 && !settles(visit)) visit = undefined
    visit ??= await fetchPage(address, 'GET', known, options)
    for (const pause of worn.has(host) ? [] : backoff) {
      if (!mayPass(visit)) break
      const asked = visit.kind === 'answer' ? visit.retryAfter : undefined
      if (asked !== undefined && asked > longestWait) break
      await wait(asked ?? pause)
      visit = await fetchPage(address, 'GET', known, options)
    }
    if (mayPass(visit)) worn.add(host)
    else worn.delete(host)
    return visit
  }
}

function settles({ status, unchanged, html }: Extract<Visit, { kind: 'answer' }>): boolean {
  return unchanged || (status >= 200 && status < 300 && !html)
}

function mayPass(visit: Visit): boolean {
  return visit.kind === 'error'
    ? visit.network
    : visit.kind === 'answer' && (passing.has(visit.status) || visit.cut === true) && !visit.challenged
}
