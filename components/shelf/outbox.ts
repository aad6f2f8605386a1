import { changePrefix } from '@/components/ui/storage-keys'
import { claimsCookies, listStoredKeys, readStored, runExclusively, writeStored } from '@/components/ui/browser-storage'
import { nameStored, toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseMark, type KeptChange } from '@/lib/responses/mark-response'
import { parseRefusal } from '@/lib/responses/refusal'
import { parseState } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/marks'
import { parseChange, type Change, type MarkField, type RequestedChange } from './change'
import { countSetAside, dropSetAside, setAside } from './set-aside'
import { touchSession } from './touch-session'

// Changes that the server has not saved yet. They are in the browser's storage from the click until the server's
// response, and any tab sends them in order. None is ever shown as saved.

/** A change that the server will never accept, and the reason. */
export interface Refused {
  change: Change
  message: string
  /** The path of the page where it was made; null for a change from before this page was loaded. */
  page: string | null
}

/** Why changes wait: the server does not answer, or the reader must sign in first. */
export interface Waiting {
  message: string
  signIn?: string
}

/** The state of the outbox that the page shows. */
export interface OutboxState {
  /** In the order in which they were made. */
  changes: readonly Change[]
  /** Values that the server has saved since it last rendered the page, by `<resource> <field>`. */
  kept: ReadonlyMap<string, { value: string; asOf: number }>
  refused: ReadonlyMap<string, Refused>
  waiting: Waiting | null
  /** The keys of changes that the browser did not store: they are lost with the page. */
  unstored: ReadonlySet<string>
  /** How many stored changes could not be read, and were set aside. */
  setAside: number
}

/** Is called with the reader whose change the server has saved, and the server's time. */
type WhenKept = (reader: string, asOf: number) => void

const lastKeptKey = nameStored('portal-kept')
/** Version 0.1 began the key of a change with another name. */
const formerKey = new RegExp(`^${nameStored('')}[a-z]+-change:\\d{15}-\\d{6}-`)
const nothing: OutboxState = {
  changes: [],
  kept: new Map(),
  refused: new Map(),
  waiting: null,
  unstored: new Set(),
  setAside: 0,
}
let state = nothing
let current: { reader: string | null; guest: boolean } = { reader: null, guest: true }
let onKept: WhenKept = () => {}
const listeners = new Set<() => void>()
/** Keys of changes that belong to another reader, so this page can't send them. */
const foreign = new Set<string>()
/** Changes that the browser did not store, since its storage is off or full. */
const unstored = new Map<string, Change>()
/** Keys of finished changes; a browser may fail to remove them from its storage. */
const done = new Set<string>()
/** The page where each change of this page load was made. */
const pages = new Map<string, string>()
/** Whether this browser sends our cookie back; null before the first mark. */
let keepsCookies: boolean | null = null
/** The longest wait that a server may ask for, in milliseconds. Browsers fire timers over 24 days immediately. */
const longestRetry = 60 * 60 * 1000
/** How far a server's clock may be ahead of this browser's, in milliseconds. */
const maxClockLead = 24 * 60 * 60 * 1000
let count = 0
let sending = false
/** A change was submitted while others were being sent. */
let more = false
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined

/** Returns the current state; the same object until something changes. */
export const getState = (): OutboxState => state

/** Returns the state that the server renders: an empty outbox. */
export const getServerState = (): OutboxState => nothing

/** Calls `listener` after each change of the state. Returns a function that stops it. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Returns `<resource> <field>`, the name of a value. */
export const nameField = ({ resource, field }: Pick<Change, 'resource' | 'field'>): string => `${resource} ${field}`

/** Sets the reader of this page and a callback for saved changes; then sends waiting changes. Returns a function that detaches. */
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

/** Stores a change and sends it. It replaces a waiting change of the same field. */
export function submit(change: RequestedChange): void {
  const at = Date.now()
  const key = `${changePrefix}${String(at).padStart(15, '0')}-${String(count++).padStart(6, '0')}-${crypto.randomUUID?.() ?? Math.random()}`
  const whole: Change = { ...change, key, ...current, at }
  for (const each of readChanges())
    if (nameField(each) === nameField(change) && each.reader === whole.reader) forget(each.key)
  if (!writeStored(key, JSON.stringify(whole))) unstored.set(key, whole)
  pages.set(key, location.pathname)
  const refused = new Map(state.refused)
  refused.delete(change.resource)
  update({ refused })
  void sendAll()
}

/** Sends the waiting changes in order, one at a time across all tabs. */
export async function sendAll(): Promise<void> {
  more = true
  if (sending) return
  sending = true
  clearTimeout(retry)
  try {
    while (more && readChanges().length > 0) {
      more = false
      await runExclusively(nameStored('portal-outbox'), sendInOrder)
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
    const result = await send(change)
    if (result.kind === 'kept') {
      failures = 0
      writeStored(lastKeptKey, JSON.stringify({ reader: result.reader, asOf: result.asOf }))
      forget(change.key)
      last = result
      update({
        kept: new Map(state.kept).set(nameField(change), { value: result.value, asOf: result.asOf }),
        waiting: null,
      })
    } else if (result.kind === 'refused') {
      forget(change.key)
      update({
        refused: new Map(state.refused).set(change.resource, {
          change,
          message: result.message,
          page: pages.get(change.key) ?? null,
        }),
      })
    } else if (result.kind === 'foreign') {
      foreign.add(change.key)
      update({})
    } else {
      failures++
      update({ waiting: result.waiting })
      if (!result.waiting.signIn)
        retry = setTimeout(() => void sendAll(), result.after ?? Math.min(60_000, 1000 * 2 ** Math.min(failures, 6)))
      break
    }
  }
  if (last) onKept(last.reader, last.asOf)
}

type SendResult =
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

async function send(change: Change): Promise<SendResult> {
  const { resource, field, key } = change
  // The first mark creates a guest, whom only a cookie identifies.
  const needsCookie = current.reader === null && change.reader === null
  if (needsCookie && (keepsCookies === false || !claimsCookies()))
    return { kind: 'refused', message: t('cookiesBlocked') }
  let response: Response
  let json: unknown
  try {
    response = await post(change, {
      signal: AbortSignal.timeout(20_000),
      keepalive: unstored.has(key) && field !== 'note',
    })
    json = await readJson(response)
  } catch {
    return { kind: 'waits', waiting: { message: t('unreachable') } }
  }
  const kept = response.ok ? parseMark(json, resource, field) : null
  if (kept) {
    if (needsCookie && keepsCookies === null)
      keepsCookies = { 'signed-in': true, 'signed-out': false, unknown: null }[await touchSession()]
    if (needsCookie && keepsCookies === false) return { kind: 'refused', message: t('cookiesBlocked') }
    return { kind: 'kept', ...kept }
  }
  const refusal = parseRefusal(json)
  const message = refusal?.message ?? t('serverRefused')
  if (response.status === 401) return { kind: 'waits', waiting: { message, signIn: refusal?.signIn } }
  if (response.status === 409) return change.guest ? { kind: 'foreign' } : { kind: 'waits', waiting: { message } }
  if (refusal && [400, 403, 404, 413, 415, 422].includes(response.status)) return { kind: 'refused', message }
  const after = Number(response.headers.get('Retry-After')) * 1000
  // The server's message may ask to try again, which happens by itself.
  return {
    kind: 'waits',
    waiting: { message: t('serverRefused') },
    after: after > 0 ? Math.min(after, longestRetry) : undefined,
  }
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

/** Sends unstored changes while the page unloads, with a session only: each change without one would create a guest. */
function sendUnstored(): void {
  for (const change of readChanges())
    if (unstored.has(change.key) && current.reader !== null) post(change, { keepalive: true }).catch(() => {})
}

/** Returns the waiting changes of this page's reader. */
function readChanges(): Change[] {
  const isOurs = ({ key, reader, guest }: Change) =>
    (reader === current.reader || reader === null || (guest && !current.guest)) && !foreign.has(key)
  const ours = [...readKept(), ...unstored.values()].filter(isOurs).sort((one, other) => (one.key < other.key ? -1 : 1))
  // Two tabs may each have stored a change of one field: the last one wins.
  const latest = new Map(ours.map((change) => [`${change.reader} ${nameField(change)}`, change]))
  return ours.filter((change) => {
    const isLatest = latest.get(`${change.reader} ${nameField(change)}`) === change
    if (!isLatest) forget(change.key)
    return isLatest
  })
}

function readKept(): Change[] {
  return listStoredKeys().flatMap((key) => {
    if (!key.startsWith(changePrefix) && !formerKey.test(key)) return []
    const stored = done.has(key) ? null : readStored(key)
    if (stored === null) return []
    const change = parseChange(key, stored)
    if (!change) setAside(key, stored)
    return change ?? []
  })
}

/** Removes the waiting changes of a deleted account: they can't be sent any more. */
export function forgetChanges(reader: string): void {
  for (const change of readKept()) if (change.reader === reader) forget(change.key)
  // Unreadable entries may contain a note by that reader.
  dismissSetAside()
}

/** Deletes the entries that were set aside, once the reader has been told. */
export function dismissSetAside(): void {
  dropSetAside()
  update({})
}

/** Returns when the server last saved a change by this reader from this browser, by the server's clock; -1 if it never did. */
export function getLastKept(reader: string | null): number {
  try {
    const last = JSON.parse(readStored(lastKeptKey) ?? 'null') as { reader?: unknown; asOf?: unknown } | null
    return last?.reader === reader && typeof last?.asOf === 'number' && last.asOf <= Date.now() + maxClockLead
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
