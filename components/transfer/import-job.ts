import { t } from '@/messages/generated/transfer'
import { ImportStoppedError, postRows, takeChunk } from './post-rows'
import { readFiles, type ReadFile, type RefusedFile, type Row } from './read-files'

/** Rows by what happens to them. */
export interface Groups {
  /** Rows that add or change a mark; the first one of each resource. */
  new: Row[]
  /** Further rows of the same resources. */
  again: Row[]
  /** Rows whose marks are on the shelf already. */
  held: Row[]
  /** Rows whose addresses are not in the portal. */
  elsewhere: Row[]
  rejected: Row[]
}

/** The progress of a step: a share from 0 to 1 while reading, a number of rows in later steps. */
interface StepProgress {
  done: number
  total: number
}

/** The state of an import. */
export type ImportState = { read: ReadFile[]; refused: RefusedFile[]; groups: Groups } & (
  | { step: 'choosing' }
  | { step: 'checked' }
  | ({ step: 'reading' | 'checking' | 'importing' } & StepProgress)
  /** Cancelled or failed. Finished rows stay imported. */
  | ({ step: 'stopped'; during: 'reading' | 'checking' | 'importing'; message: string; signIn?: string } & StepProgress)
  /** `shortened`: the number of notes that were too long. */
  | { step: 'imported'; marks: number; shortened: number }
)

/** An import, independent of its component. It can be cancelled and resumed. */
export interface ImportJob {
  getState(): ImportState
  subscribe(listener: () => void): () => void
  /** Reads files and asks the server what would happen to their rows. */
  choose(files: File[]): Promise<void>
  /** Imports the new rows. */
  start(): Promise<void>
  cancel(): void
  /** Continues where it stopped. */
  resume(): Promise<void>
  /** Returns to the choice of files. */
  reset(): void
}

const noGroups = (): Groups => ({ new: [], again: [], held: [], elsewhere: [], rejected: [] })
const nothing: ImportState = { step: 'choosing', read: [], refused: [], groups: noGroups() }

/** Creates an import. Notes are shortened to `noteLength` characters. */
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

  /** Runs a step. If it stops, the state says where and why. */
  async function runStep(
    during: 'reading' | 'checking' | 'importing',
    progress: StepProgress,
    run: (progress: StepProgress, signal: AbortSignal) => Promise<void>,
  ) {
    abort = new AbortController()
    const { signal } = abort
    const { read, refused, groups } = state
    set({ step: during, read, refused, groups, ...progress })
    try {
      await run(progress, signal)
    } catch (error) {
      if (signal.reason === 'reset') return
      const stop = signal.aborted
        ? { message: t('cancelled') }
        : error instanceof ImportStoppedError
          ? { message: error.message, signIn: error.signIn }
          : { message: t('pageFailed') }
      if (!signal.aborted && !(error instanceof ImportStoppedError)) console.error(error)
      set({ step: 'stopped', during, read, refused, groups, ...progress, ...stop })
    }
  }

  const check = (from: number) =>
    runStep('checking', { done: from, total: toCheck.length }, async (progress, signal) => {
      const { read, refused, groups } = state
      while (progress.done < progress.total) {
        const chunk = takeChunk(toCheck, progress.done)
        const { outcomes, ids } = await postRows(chunk, true, signal)
        for (const [index, outcome] of outcomes.entries()) {
          const row = toCheck[progress.done + index]!
          const id = ids[index] ?? ''
          groups[outcome === 'new' && seen.has(id) ? 'again' : outcome].push(row)
          if (outcome === 'new') {
            seen.add(id)
            toImport.push(row)
          }
        }
        progress.done += chunk.count
        set({ step: 'checking', read, refused, groups, ...progress })
      }
      set({ step: 'checked', read, refused, groups })
    })

  const send = (from: number) =>
    runStep('importing', { done: from, total: toImport.length }, async (progress, signal) => {
      const { read, refused, groups } = state
      while (progress.done < progress.total) {
        const chunk = takeChunk(toImport, progress.done)
        for (const id of (await postRows(chunk, false, signal)).shortened) shortened.add(id)
        progress.done += chunk.count
        set({ step: 'importing', read, refused, groups, ...progress })
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
      await runStep('reading', { done: 0, total: 1 }, async (progress, signal) => {
        const onShare = (share: number) => {
          progress.done = share
          set({ step: 'reading', read: [], refused: [], groups: state.groups, ...progress })
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
    async resume() {
      if (state.step !== 'stopped') return
      await (state.during === 'importing' ? send : check)(state.done)
    },
    reset,
  }
}
