// What a reader asked for and the server has not kept yet. It stands in the browser's storage from the
// moment of the click until the server's answer, and is sent in order: over a bad connection, after a
// reload, in whichever tab comes first. Nothing here is ever shown as saved.

export type MarkField = 'bookmarked' | 'progress' | 'note'

/** One change of one field of a mark. */
export interface Change {
  /** Sorts by the time it was made. */
  key: string
  /** Whose page it was made on: a reader's id, or null where nobody was signed in. */
  reader: string | null
  /** Made by a guest, or by nobody yet: it goes to whoever that becomes. */
  guest: boolean
  resource: string
  title: string
  field: MarkField
  value: string
  /** What the control said. */
  label: string
  /** By this browser's clock. */
  at: number
}

/** Why a change was refused for good, in words for the reader. */
export interface Refused {
  change: Change
  message: string
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
}

/** Whose change the server has kept, and when by its clock. */
type WhenKept = (reader: string, asOf: number) => void

const prefix = 'lectern-change:'
const lastKept = 'lectern-kept'
const nothing: OutboxState = { changes: [], kept: new Map(), refused: new Map(), waiting: null }

let state = nothing
let current: { reader: string | null; guest: boolean } = { reader: null, guest: true }
let onKept: WhenKept = () => {}
const listeners = new Set<() => void>()
/** Changes that this page can't send, as they turned out to be another reader's. */
const foreign = new Set<string>()
/** For a browser that keeps nothing: they live as long as the page. */
const unkept = new Map<string, Change>()
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
    if (key === null || key.startsWith(prefix)) update({})
  }
  addEventListener('online', again)
  addEventListener('focus', again)
  addEventListener('storage', elsewhere)
  update({})
  void sendAll()
  return () => {
    removeEventListener('online', again)
    removeEventListener('focus', again)
    removeEventListener('storage', elsewhere)
  }
}

/** Keeps a change and sends it. An earlier one of the same field that still waits gives way to it. */
export function submit(change: Omit<Change, 'key' | 'reader' | 'guest' | 'at'>): void {
  const at = Date.now()
  const key = `${prefix}${String(at).padStart(15, '0')}-${String(made++).padStart(6, '0')}-${crypto.randomUUID?.() ?? Math.random()}`
  const whole: Change = { ...change, key, ...current, at }
  for (const each of readChanges()) if (nameOf(each) === nameOf(change) && each.reader === whole.reader) forget(each.key)
  try {
    localStorage.setItem(key, JSON.stringify(whole))
  } catch {
    unkept.set(key, whole)
  }
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
      if (navigator.locks) await navigator.locks.request('lectern-outbox', sendInOrder)
      else await sendInOrder()
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
      rememberKept(outcome)
      forget(change.key)
      last = outcome
      update({ kept: new Map(state.kept).set(nameOf(change), { value: outcome.value, asOf: outcome.asOf }), waiting: null })
    } else if (outcome.kind === 'refused') {
      forget(change.key)
      update({ refused: new Map(state.refused).set(change.resource, { change, message: outcome.message }) })
    } else if (outcome.kind === 'foreign') {
      foreign.add(change.key)
      update({})
    } else {
      failures++
      update({ waiting: outcome.waiting })
      if (!outcome.waiting.signIn) retry = setTimeout(() => void sendAll(), outcome.after ?? Math.min(60_000, 1000 * 2 ** Math.min(failures, 6)))
      break
    }
  }
  if (last) onKept(last.reader, last.asOf)
}

type Outcome =
  | { kind: 'kept'; reader: string; value: string; asOf: number }
  | { kind: 'refused'; message: string }
  | { kind: 'foreign' }
  | { kind: 'waits'; waiting: Waiting; after?: number }

const addresses: Record<MarkField, string> = { bookmarked: '/api/bookmarks', progress: '/api/reading-progress', note: '/api/notes' }

async function send(change: Change): Promise<Outcome> {
  const { resource, field, value, reader, at } = change
  const waited = Math.max(0, Date.now() - at)
  const body = { resource, [field]: field === 'bookmarked' ? value === 'true' : value, reader: reader ?? undefined, age: failures > 0 || waited > 5000 ? waited : undefined }
  let response: Response
  try {
    response = await fetch(addresses[field], { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) })
  } catch {
    return { kind: 'waits', waiting: { message: 'The portal can’t be reached; you may be offline.' } }
  }
  const answer: Record<string, unknown> & { error?: { message?: string; signIn?: string } } = await response.json().catch(() => ({}))
  // Only our own answer is a promise: a sign-in page of the network in between is "200 OK" too.
  if (response.ok && answer.resource === resource) return { kind: 'kept', reader: String(answer.reader), value: String(answer[field] ?? ''), asOf: Number(answer.asOf) }
  const message = answer.error?.message ?? 'The portal could not keep it just now.'
  if (response.status === 401) return { kind: 'waits', waiting: { message, signIn: answer.error?.signIn } }
  if (response.status === 409) return change.guest ? { kind: 'foreign' } : { kind: 'waits', waiting: { message } }
  if (answer.error && [400, 403, 404, 413, 415, 422].includes(response.status)) return { kind: 'refused', message }
  const after = Number(response.headers.get('Retry-After')) * 1000
  return { kind: 'waits', waiting: { message }, after: after > 0 ? after : undefined }
}

/** What waits for whoever this page is for. */
function readChanges(): Change[] {
  const isOurs = ({ key, reader, guest }: Change) => (reader === current.reader || reader === null || (guest && !current.guest)) && !foreign.has(key)
  return [...readKept(), ...unkept.values()].filter(isOurs).sort((one, other) => (one.key < other.key ? -1 : 1))
}

function readKept(): Change[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix))
    return keys.flatMap((key) => (JSON.parse(localStorage.getItem(key) ?? 'null') as Change | null) ?? [])
  } catch {
    // A browser that keeps nothing has nothing kept.
    return []
  }
}

/** Forgets what waits of a reader whose account is deleted: nobody could send it any more. */
export function forgetChanges(reader: string): void {
  for (const change of readKept()) if (change.reader === reader) forget(change.key)
}

/** When the server last kept something of that reader's from this browser, by its clock; -1 if it did not. */
export function getLastKept(reader: string | null): number {
  try {
    const last = JSON.parse(localStorage.getItem(lastKept) ?? 'null') as { reader: string; asOf: number } | null
    return last?.reader === reader ? last.asOf : -1
  } catch {
    return -1
  }
}

function rememberKept({ reader, asOf }: { reader: string; asOf: number }): void {
  try {
    localStorage.setItem(lastKept, JSON.stringify({ reader, asOf }))
  } catch {
    // As above.
  }
}

function forget(key: string): void {
  unkept.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // As above.
  }
}

function update(change: Partial<OutboxState>): void {
  const changes = readChanges()
  state = { ...state, ...change, changes, ...(changes.length === 0 && { waiting: null }) }
  for (const listener of listeners) listener()
}
