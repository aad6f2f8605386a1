import { changePrefix } from '@/components/ui/storage-keys'
import { claimsCookies, listStoredKeys, readStored, runExclusively, writeStored } from '@/components/ui/browser-storage'
import { nameStored, toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseMark, type KeptChange } from '@/lib/responses/mark'
import { parseRefusal } from '@/lib/responses/refusal'
import { parseState } from '@/lib/shelf/progress'
import { parseChange, type AskedChange, type Change, type MarkField } from './change'
import { countSetAside, dropSetAside, setAside } from './set-aside'
import { touchSession } from './touch-session'

// What a reader asked for and the server has not kept yet. It stands in the browser's storage from the
// moment of the click until the server's answer, and is sent in order: over a bad connection, after a
// reload, in whichever tab comes first. Nothing here is ever shown as saved.

/** Why a change was refused for good, in words for the reader. */
export interface Refused {
  change: Change
  message: string
  /** The path of the page it was asked for on; null for one from before this page was loaded. */
  page: string | null
}

/** Why changes wait: nobody answers, or somebody must sign in first. */
export interface Waiting {
  message: string
  signIn?: string
}

/** What the page shows of it. */
export interface OutboxState {
  /** In the order they were made. */
  changes: readonly Change[]
  /** What the server has kept since it last made a page, by `<resource> <field>`. */
  kept: ReadonlyMap<string, { value: string; asOf: number }>
  refused: ReadonlyMap<string, Refused>
  waiting: Waiting | null
  /** The keys of changes that the browser did not store: they end with the page. */
  unstored: ReadonlySet<string>
  /** How many stored changes could not be read, and were set aside. */
  setAside: number
}

/** Whose change the server has kept, and when by its clock. */
type WhenKept = (reader: string, asOf: number) => void

const lastKept = nameStored('lectern-kept')
const nothing: OutboxState = {
  changes: [],
  kept: new Map(),
  refused: new Map(),
  waiting: null,
  unstored: new Set(),
  setAside: 0,
}
const noCookies =
  'This browser keeps no cookies for this site, so marks can’t be saved. Allow cookies, then load the page again.'

let state = nothing
let current: { reader: string | null; guest: boolean } = { reader: null, guest: true }
let onKept: WhenKept = () => {}
const listeners = new Set<() => void>()
/** Changes that this page can't send, as they turned out to be another reader's. */
const foreign = new Set<string>()
/** For a browser that stores nothing, or is full: they live as long as the page. */
const unstored = new Map<string, Change>()
/** What is done with; a browser may fail to remove it from its storage. */
const done = new Set<string>()
/** Where each change of this page load was asked for. */
const askedOn = new Map<string, string>()
/** Whether this browser sends our cookie back; null until a first mark has shown it. */
let keepsCookies: boolean | null = null
/** How long a server may have a change wait, in milliseconds: a browser takes a timer of a month for none at all. */
const longestRetry = 60 * 60 * 1000
/** How far a server's clock may be ahead of this browser's, in milliseconds. */
const mostAhead = 24 * 60 * 60 * 1000
let made = 0
let sending = false
/** Something was asked for while the last of what waited was being sent. */
let more = false
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined

export const getState = (): OutboxState => state
export const getServerState = (): OutboxState => nothing

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `<resource> <field>`: what can have one value. */
export const nameOf = ({ resource, field }: Pick<Change, 'resource' | 'field'>): string => `${resource} ${field}`

/** Says whose page this is and what to do once the server has kept something; then sends what waits. */
export function attach(reader: string | null, guest: boolean, whenKept: WhenKept): () => void {
  current = { reader, guest }
  onKept = whenKept
  const again = () => void sendAll()
  const elsewhere = ({ key }: StorageEvent) => {
    if (key === null || key.startsWith(changePrefix)) update({})
  }
  addEventListener('online', again)
  addEventListener('focus', again)
  addEventListener('storage', elsewhere)
  addEventListener('pagehide', sendUnstored)
  update({})
  void sendAll()
  return () => {
    removeEventListener('pagehide', sendUnstored)
    removeEventListener('online', again)
    removeEventListener('focus', again)
    removeEventListener('storage', elsewhere)
  }
}

/** Keeps a change and sends it. An earlier one of the same field that still waits gives way to it. */
export function submit(change: AskedChange): void {
  const at = Date.now()
  const key = `${changePrefix}${String(at).padStart(15, '0')}-${String(made++).padStart(6, '0')}-${crypto.randomUUID?.() ?? Math.random()}`
  const whole: Change = { ...change, key, ...current, at }
  for (const each of readChanges())
    if (nameOf(each) === nameOf(change) && each.reader === whole.reader) forget(each.key)
  if (!writeStored(key, JSON.stringify(whole))) unstored.set(key, whole)
  askedOn.set(key, location.pathname)
  const refused = new Map(state.refused)
  refused.delete(change.resource)
  update({ refused })
  void sendAll()
}

/** Sends what waits, in order, one at a time across all tabs. */
export async function sendAll(): Promise<void> {
  more = true
  if (sending) return
  sending = true
  clearTimeout(retry)
  try {
    while (more && readChanges().length > 0) {
      more = false
      await runExclusively(nameStored('lectern-outbox'), sendInOrder)
    }
  } finally {
    sending = false
  }
}

async function sendInOrder(): Promise<void> {
  let last: { reader: string; asOf: number } | undefined
  for (;;) {
    const [change] = readChanges()
    if (!change) break
    const outcome = await send(change)
    if (outcome.kind === 'kept') {
      failures = 0
      writeStored(lastKept, JSON.stringify({ reader: outcome.reader, asOf: outcome.asOf }))
      forget(change.key)
      last = outcome
      update({
        kept: new Map(state.kept).set(nameOf(change), { value: outcome.value, asOf: outcome.asOf }),
        waiting: null,
      })
    } else if (outcome.kind === 'refused') {
      forget(change.key)
      update({
        refused: new Map(state.refused).set(change.resource, {
          change,
          message: outcome.message,
          page: askedOn.get(change.key) ?? null,
        }),
      })
    } else if (outcome.kind === 'foreign') {
      foreign.add(change.key)
      update({})
    } else {
      failures++
      update({ waiting: outcome.waiting })
      if (!outcome.waiting.signIn)
        retry = setTimeout(() => void sendAll(), outcome.after ?? Math.min(60_000, 1000 * 2 ** Math.min(failures, 6)))
      break
    }
  }
  if (last) onKept(last.reader, last.asOf)
}

type Outcome =
  | ({ kind: 'kept' } & KeptChange)
  | { kind: 'refused'; message: string }
  | { kind: 'foreign' }
  | { kind: 'waits'; waiting: Waiting; after?: number }

const addresses: Record<MarkField, string> = {
  bookmarked: '/api/bookmarks',
  progress: '/api/reading-progress',
  note: '/api/notes',
}

const toFields: Record<MarkField, (value: string) => object> = {
  bookmarked: (value) => ({ bookmarked: value === 'true' }),
  progress: (value) => {
    const { progress, percent } = parseState(value) ?? { progress: value, percent: null }
    return { progress, percent: percent ?? undefined }
  },
  note: (note) => ({ note }),
}

async function send(change: Change): Promise<Outcome> {
  const { resource, field, key } = change
  // The first mark makes a guest, who is known by a cookie alone.
  const needsCookie = current.reader === null && change.reader === null
  if (needsCookie && (keepsCookies === false || !claimsCookies())) return { kind: 'refused', message: noCookies }
  let response: Response
  let json: unknown
  try {
    response = await post(change, {
      signal: AbortSignal.timeout(20_000),
      keepalive: unstored.has(key) && field !== 'note',
    })
    json = await readJson(response)
  } catch {
    return { kind: 'waits', waiting: { message: 'The portal can’t be reached; you may be offline.' } }
  }
  const kept = response.ok ? parseMark(json, resource, field) : null
  if (kept) {
    if (needsCookie && keepsCookies === null)
      keepsCookies = { 'signed-in': true, 'signed-out': false, unknown: null }[await touchSession()]
    if (needsCookie && keepsCookies === false) return { kind: 'refused', message: noCookies }
    return { kind: 'kept', ...kept }
  }
  const refusal = parseRefusal(json)
  const message = refusal?.message ?? 'The portal could not keep it just now.'
  if (response.status === 401) return { kind: 'waits', waiting: { message, signIn: refusal?.signIn } }
  if (response.status === 409) return change.guest ? { kind: 'foreign' } : { kind: 'waits', waiting: { message } }
  if (refusal && [400, 403, 404, 413, 415, 422].includes(response.status)) return { kind: 'refused', message }
  const after = Number(response.headers.get('Retry-After')) * 1000
  return { kind: 'waits', waiting: { message }, after: after > 0 ? Math.min(after, longestRetry) : undefined }
}

function post({ resource, field, value, restores, reader, at }: Change, options: RequestInit): Promise<Response> {
  const waited = Math.max(0, Math.round(Date.now() - at))
  const body = {
    resource,
    ...toFields[field](value),
    restores: field === 'note' ? restores : undefined,
    reader: reader ?? undefined,
    age: failures > 0 || waited > 5000 ? waited : undefined,
  }
  return fetch(toAddress(addresses[field]), {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Sends, while the page goes away, what would go with it. Somebody without a session would become a guest with each. */
function sendUnstored(): void {
  for (const change of readChanges())
    if (unstored.has(change.key) && current.reader !== null) post(change, { keepalive: true }).catch(() => {})
}

/** What waits for whoever this page is for. */
function readChanges(): Change[] {
  const isOurs = ({ key, reader, guest }: Change) =>
    (reader === current.reader || reader === null || (guest && !current.guest)) && !foreign.has(key)
  const ours = [...readKept(), ...unstored.values()].filter(isOurs).sort((one, other) => (one.key < other.key ? -1 : 1))
  // Two tabs may each have stored one of a field: the last holds.
  const latest = new Map(ours.map((change) => [`${change.reader} ${nameOf(change)}`, change]))
  return ours.filter((change) => {
    const isLatest = latest.get(`${change.reader} ${nameOf(change)}`) === change
    if (!isLatest) forget(change.key)
    return isLatest
  })
}

function readKept(): Change[] {
  return listStoredKeys(changePrefix).flatMap((key) => {
    const stored = done.has(key) ? null : readStored(key)
    if (stored === null) return []
    const change = parseChange(key, stored)
    if (!change) setAside(key, stored)
    return change ?? []
  })
}

/** Forgets what waits of a reader whose account is deleted: nobody could send it any more. */
export function forgetChanges(reader: string): void {
  for (const change of readKept()) if (change.reader === reader) forget(change.key)
  // They may hold a note of that reader's.
  dismissSetAside()
}

/** Deletes what was set aside, once the reader has been told. */
export function dismissSetAside(): void {
  dropSetAside()
  update({})
}

/** When the server last kept something of that reader's from this browser, by its clock; -1 if it did not. */
export function getLastKept(reader: string | null): number {
  try {
    const last = JSON.parse(readStored(lastKept) ?? 'null') as { reader?: unknown; asOf?: unknown } | null
    return last?.reader === reader && typeof last?.asOf === 'number' && last.asOf <= Date.now() + mostAhead
      ? last.asOf
      : -1
  } catch {
    return -1
  }
}

function forget(key: string): void {
  unstored.delete(key)
  done.add(key)
  writeStored(key, null)
}

function update(change: Partial<OutboxState>): void {
  const changes = readChanges()
  state = {
    ...state,
    ...change,
    changes,
    unstored: new Set(unstored.keys()),
    setAside: countSetAside(),
    ...(changes.length === 0 && { waiting: null }),
  }
  for (const listener of listeners) listener()
}
