import PQueue from 'p-queue'

/** Thrown when more passwords wait to be hashed than can be served soon. Nothing was checked or changed. */
export class TooBusyError extends Error {
  override name = 'TooBusyError'
  constructor() {
    super('Too many passwords are waiting to be hashed.')
  }
}

/** Password hashes that run and wait. A plain value, so that all copies of this module can share it. */
export interface HashQueue {
  jobs: PQueue
  concurrency: number
  /** How long the last one in the queue may expect to wait, in milliseconds. */
  maxWait: number
  /** The running average of the time that one hash takes, in milliseconds. */
  averageTime: number
}

/** How much the latest hash weighs in the average. */
const weight = 0.1

/** Makes an empty queue. The first estimate of a hash's time is of a small server; the average soon replaces it. */
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
 * Runs a hash when it is its turn. Hashes with `goesFirst` run before all others and only count each other, so they
 * are accepted while the queue is full for everyone else. Throws TooBusyError at once where the wait is expected to
 * exceed `maxWait`, and after twice that time where it did.
 */
export async function enqueueHash<T>(queue: HashQueue, hash: () => Promise<T>, goesFirst = false): Promise<T> {
  const { jobs, concurrency, maxWait } = queue
  const priority = goesFirst ? 1 : 0
  const ahead = goesFirst ? jobs.sizeBy({ priority }) : jobs.size
  if ((ahead / concurrency) * queue.averageTime > maxWait) throw new TooBusyError()

  // The estimate can't foresee those that go first later, or a machine that becomes slower.
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(new TooBusyError()), 2 * maxWait)
  const start = () => {
    // A hash that runs can't be stopped, so its place must not be given to another.
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
