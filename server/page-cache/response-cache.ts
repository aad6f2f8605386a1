import { createCachedResponse, type CachedResponse, type SharedResponse } from './cached-response'

interface Entry {
  version: string
  response: Promise<CachedResponse | null>
  bytes: number
}

/** The size of an entry without its bodies, in bytes. */
const overhead = 2000

/** Caches responses by key up to a size in bytes, by removing the least recently used. */
export class ResponseCache {
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(readonly maxBytes: number) {}

  /**
   * Returns the response of this version. Without one, calls `make`, once for simultaneous requests. Failures and null
   * are not cached.
   */
  get(key: string, version: string, make: () => Promise<SharedResponse | null>): Promise<CachedResponse | null> {
    const known = this.#entries.get(key)
    this.#drop(key)
    const entry = known?.version === version ? known : { version, response: Promise.resolve(null), bytes: 0 }
    // The most recently used key is the last of the map.
    this.#entries.set(key, entry)
    this.#bytes += entry.bytes
    if (entry !== known) entry.response = this.#fill(key, entry, make)
    return entry.response
  }

  /** Returns the cached keys, the least recently used first. */
  keys(): string[] {
    return [...this.#entries.keys()]
  }

  /** Returns the size of all cached responses, in bytes. */
  get bytes(): number {
    return this.#bytes
  }

  async #fill(key: string, entry: Entry, make: () => Promise<SharedResponse | null>): Promise<CachedResponse | null> {
    let response: CachedResponse | null = null
    try {
      const made = await make()
      response = made && (await createCachedResponse(made, (grown) => this.#weigh(key, entry, grown)))
      if (response) this.#weigh(key, entry, response)
    } finally {
      if (!response && this.#entries.get(key) === entry) this.#drop(key)
    }
    return response
  }

  #weigh(key: string, entry: Entry, { plain, gzip, br }: CachedResponse): void {
    if (this.#entries.get(key) !== entry) return
    const bytes = (plain?.length ?? 0) + (gzip?.length ?? 0) + (br?.length ?? 0) + overhead
    this.#bytes += bytes - entry.bytes
    entry.bytes = bytes
    for (const each of this.#entries.keys()) {
      if (this.#bytes <= this.maxBytes) return
      this.#drop(each)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}
