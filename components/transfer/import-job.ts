import { postRows, Stopped, takeChunk } from './post-rows'
import { readFiles, type ReadFile, type RefusedFile, type Row } from './read-files'

/** Rows by what becomes of them. */
export interface Groups {
  /** Each brings a mark, or something to one; the first row of each resource. */
  new: Row[]
  /** More rows of the same resources. */
  again: Row[]
  /** On the shelf as they are. */
  held: Row[]
  /** No tutorial of the portal has that address. */
  elsewhere: Row[]
  rejected: Row[]
}

/** How far a step is: of what is read in shares, of what is sent in rows. */
interface Way {
  done: number
  total: number
}

export type ImportState = { read: ReadFile[]; refused: RefusedFile[]; groups: Groups } & (
  | { step: 'choosing' }
  | { step: 'checked' }
  | ({ step: 'reading' | 'checking' | 'importing' } & Way)
  /** Cancelled, or held up; what was done stays done. */
  | ({ step: 'stopped'; during: 'reading' | 'checking' | 'importing'; message: string; signIn?: string } & Way)
  /** `shortened`: how many notes did not fit whole. */
  | { step: 'imported'; marks: number; shortened: number }
)

/** An import under way, outside of what shows it: it can be cancelled, and goes on where it was. */
export interface ImportJob {
  getState(): ImportState
  subscribe(listener: () => void): () => void
  /** Reads files, and asks what would become of their rows. */
  choose(files: File[]): Promise<void>
  /** Takes what is new into the shelf. */
  start(): Promise<void>
  cancel(): void
  /** Goes on where it stopped. */
  goOn(): Promise<void>
  /** As if nothing had been chosen. */
  reset(): void
}

const noGroups = (): Groups => ({ new: [], again: [], held: [], elsewhere: [], rejected: [] })
const nothing: ImportState = { step: 'choosing', read: [], refused: [], groups: noGroups() }

export function createImportJob(noteLength: number): ImportJob {
  const listeners = new Set<() => void>()
  let state = nothing
  let abort = new AbortController()
  let toCheck: Row[] = []
  let toImport: Row[] = []
  const seen = new Set<string>()
  const shortened = new Set<string>()

  function set(next: ImportState) {
    state = next
    for (const listener of listeners) listener()
  }

  /** Does a step; where it is stopped, the state says at what and why. */
  async function attempt(
    during: 'reading' | 'checking' | 'importing',
    way: Way,
    run: (way: Way, signal: AbortSignal) => Promise<void>,
  ) {
    abort = new AbortController()
    const { signal } = abort
    const { read, refused, groups } = state
    set({ step: during, read, refused, groups, ...way })
    try {
      await run(way, signal)
    } catch (error) {
      if (signal.reason === 'reset') return
      const stop = signal.aborted
        ? { message: 'Cancelled.' }
        : error instanceof Stopped
          ? { message: error.message, signIn: error.signIn }
          : { message: 'Something broke in this page.' }
      if (!signal.aborted && !(error instanceof Stopped)) console.error(error)
      set({ step: 'stopped', during, read, refused, groups, ...way, ...stop })
    }
  }

  const check = (from: number) =>
    attempt('checking', { done: from, total: toCheck.length }, async (way, signal) => {
      const { read, refused, groups } = state
      while (way.done < way.total) {
        const chunk = takeChunk(toCheck, way.done)
        const { outcomes, ids } = await postRows(chunk, true, signal)
        for (const [index, outcome] of outcomes.entries()) {
          const row = toCheck[way.done + index]!
          const id = ids[index] ?? ''
          groups[outcome === 'new' && seen.has(id) ? 'again' : outcome].push(row)
          if (outcome === 'new') {
            seen.add(id)
            toImport.push(row)
          }
        }
        way.done += chunk.count
        set({ step: 'checking', read, refused, groups, ...way })
      }
      set({ step: 'checked', read, refused, groups })
    })

  const send = (from: number) =>
    attempt('importing', { done: from, total: toImport.length }, async (way, signal) => {
      const { read, refused, groups } = state
      while (way.done < way.total) {
        const chunk = takeChunk(toImport, way.done)
        for (const id of (await postRows(chunk, false, signal)).shortened) shortened.add(id)
        way.done += chunk.count
        set({ step: 'importing', read, refused, groups, ...way })
      }
      set({ step: 'imported', read, refused, groups, marks: seen.size, shortened: shortened.size })
    })

  function reset() {
    abort.abort('reset')
    toCheck = []
    toImport = []
    seen.clear()
    shortened.clear()
    set({ ...nothing, groups: noGroups() })
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async choose(files) {
      reset()
      await attempt('reading', { done: 0, total: 1 }, async (way, signal) => {
        const onShare = (share: number) => {
          way.done = share
          set({ step: 'reading', read: [], refused: [], groups: state.groups, ...way })
        }
        const { rows, read, refused } = await readFiles(files, noteLength, onShare, signal)
        const groups = noGroups()
        for (const row of rows) (row.entry.claim ? toCheck : groups.rejected).push(row)
        set({ step: 'reading', read, refused, groups, done: 1, total: 1 })
      })
      if (state.step !== 'reading') return
      if (toCheck.length > 0) await check(0)
      else
        set({
          step: state.groups.rejected.length ? 'checked' : 'choosing',
          read: state.read,
          refused: state.refused,
          groups: state.groups,
        })
    },
    start: () => send(0),
    cancel: () => abort.abort('cancelled'),
    async goOn() {
      if (state.step !== 'stopped') return
      await (state.during === 'importing' ? send : check)(state.done)
    },
    reset,
  }
}
