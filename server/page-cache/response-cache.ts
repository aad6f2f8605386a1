import { LRUCache } from 'lru-cache'
import { createCachedResponse, type CachedResponse, type SharedResponse } from './cached-response'

interface Entry {
  version: string
  response: Promise<CachedResponse | null>
}

/** The size of an entry without its bodies, in bytes. */
const overhead = 2000

/** Caches responses by key up to a size in bytes, by removing the least recently used. */
export class ResponseCache {
  readonly #entries: LRUCache<string, Entry>

  constructor(maxBytes: number) {
    this.#entries = new LRUCache({ maxSize: maxBytes })
  }

  /**
   * Returns the response of this version. Without one, calls `make`, once for simultaneous requests. Failures and null
   * are not cached.
   */
  get(key: string, version: string, make: () => Promise<SharedResponse | null>): Promise<CachedResponse | null> {
    const known = this.#entries.get(key)
    if (known?.version === version) return known.response
    const entry: Entry = { version, response: Promise.resolve(null) }
    this.#entries.set(key, entry, { size: overhead })
    entry.response = this.#fill(key, entry, make)
    return entry.response
  }

  /** Returns the cached keys, the least recently used first. */
  keys(): string[] {
    return [...this.#entries.rkeys()]
  }

  /** Returns the size of all cached responses, in bytes. */
  get bytes(): number {
    return this.#entries.calculatedSize
  }

  async #fill(key: string, entry: Entry, make: () => Promise<SharedResponse | null>): Promise<CachedResponse | null> {
    let response: CachedResponse | null = null
    try {
      const made = await make()
      response = made && (await createCachedResponse(made, (grown) => this.#weigh(key, entry, grown)))
      if (response) this.#weigh(key, entry, response)
    } finally {
      if (!response && this.#entries.peek(key) === entry) this.#entries.delete(key)
    }
    return response
  }

  #weigh(key: string, entry: Entry, { plain, gzip, br }: CachedResponse): void {
    if (this.#entries.peek(key) !== entry) return
    const size = (plain?.length ?? 0) + (gzip?.length ?? 0) + (br?.length ?? 0) + overhead
    // The size of a value that stays the same is not updated.
    this.#entries.delete(key)
    this.#entries.set(key, entry, { size })
  }
}
