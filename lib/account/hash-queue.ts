import PQueue from 'p-queue'

/** Thrown when the queue of password hashes is too long. Nothing was checked or changed. */
export class TooBusyError extends Error {
  override name = 'TooBusyError'
  constructor() {
    super('Too many passwords are waiting to be hashed.')
  }
}

/** Running and waiting password hashes. A plain object, so that all copies of this module can share it. */
export interface HashQueue {
  jobs: PQueue
  concurrency: number
  /** The longest expected wait of an accepted hash, in milliseconds. */
  maxWait: number
  /** Running average of the time of one hash, in milliseconds. */
  averageTime: number
}

/** Weight of the latest hash in the average. */
const weight = 0.1

/** Creates an empty queue. The first time estimate is that of a small server; measurements soon replace it. */
export function makeHashQueue({
  concurrency,
  maxWait,
  averageTime = 50,
}: {
  concurrency: number
  maxWait: number
  averageTime?: number
}): HashQueue {
  return { jobs: new PQueue({ concurrency }), concurrency, maxWait, averageTime }
}

/**
 * Runs a hash in its turn. Hashes with `goesFirst` run before all others. Their expected wait counts only each other,
 * so they are accepted even if the queue is full for the others. Throws TooBusyError if the expected wait exceeds
 * `maxWait`, or the real one exceeds twice that.
 */
export async function enqueueHash<T>(queue: HashQueue, hash: () => Promise<T>, goesFirst = false): Promise<T> {
  const { jobs, concurrency, maxWait } = queue
  const priority = goesFirst ? 1 : 0
  const ahead = goesFirst ? jobs.sizeBy({ priority }) : jobs.size
  if ((ahead / concurrency) * queue.averageTime > maxWait) throw new TooBusyError()

  // The estimate can't foresee later priority hashes, or a machine that slows down.
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(new TooBusyError()), 2 * maxWait)
  const start = () => {
    // A running hash can't be stopped, so its slot stays taken.
    clearTimeout(timer)
    return measure(queue, hash)
  }
  return jobs.add(start, { priority, signal: waiting.signal })
}

async function measure<T>(queue: HashQueue, hash: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await hash()
  } finally {
    queue.averageTime += weight * (performance.now() - start - queue.averageTime)
  }
}
