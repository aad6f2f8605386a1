import { setTimeout as sleep } from 'node:timers/promises'
import { fetchPage, type FetchOptions, type Known, type Visit } from './fetch-page'
import type { Dispatcher } from 'undici'

export interface VisitOptions {
  agent: Dispatcher
  /** How long one request may take, its body included, in milliseconds. */
  timeout?: number
  maxRedirects?: number
  maxBytes?: number
  /** The pause between two requests to one host, in milliseconds. */
  gap?: number
  /** The waits before each further try, in milliseconds. */
  backoff?: number[]
  /** A host that asks for a longer wait than this is not tried again. */
  longestWait?: number
  wait?: (milliseconds: number) => Promise<unknown>
}

/** Visits an address; `known` where it can be asked whether it changed, `head` where its page need not be read. */
export type Visitor = (address: string, ask: { known?: Known; head: boolean }) => Promise<Visit>

const passing = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * A visitor that is patient with errors that pass and polite to hosts: one request at a time to each,
 * with a pause between, and one try only where a host has just worn its patience out.
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
    // A HEAD settles what did not change and what has no title; hosts that refuse it often answer a GET.
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
