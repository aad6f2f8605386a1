import { parentPort, workerData } from 'node:worker_threads'
import type { ContentSource } from '../content-source'
import { UserFacingError } from '../env'
import { updateContent } from './update-content'

// Runs in a worker thread: checking a page takes about 10 ms of CPU, which would delay responses.

/** The input of the thread. */
export interface WorkerInput {
  source: ContentSource
  home: string
}

/** The result of a pull: the new commit, null if there is none, or why the pull failed. */
export type WorkerAnswer = { commit: string | null } | { fault: string }

const { source, home } = workerData as WorkerInput
let last: Promise<void> = Promise.resolve()
// One pull at a time: a message during a pull may be about a later commit.
parentPort!.on('message', () => (last = last.then(pull)))

async function pull(): Promise<void> {
  const answer = await updateContent(source, home).then(
    ({ commit, isNew }): WorkerAnswer => ({ commit: isNew ? commit : null }),
    (error: Error): WorkerAnswer => ({
      fault: error instanceof UserFacingError ? error.message : `The content can't be pulled: ${error.message}.`,
    }),
  )
  parentPort!.postMessage(answer)
}
