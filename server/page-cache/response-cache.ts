import type { CachedResponse } from './cached-response'

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

  /** Returns the cached response of any version. */
  peek(key: string): Promise<CachedResponse | null> | undefined {
    return this.#use(key)?.response
  }

  /**
   * Returns the response of this version. Without one, calls `make`, once for simultaneous requests. Failures and null
   * are not cached.
   */
  get(
    key: string,
    version: string,
    make: (grown: (response: CachedResponse) => void) => Promise<CachedResponse | null>,
  ): Promise<CachedResponse | null> {
    const known = this.#use(key, version)
    if (known) return known.response
    const entry: Entry = { version, response: Promise.resolve(null), bytes: 0 }
    const weigh = (response: CachedResponse) => this.#weigh(key, entry, response)
    entry.response = make(weigh).then(
      (response) => {
        if (response) weigh(response)
        else this.#drop(key, entry)
        return response
      },
      (error: unknown) => {
        this.#drop(key, entry)
        throw error
      },
    )
    this.#drop(key)
    this.#entries.set(key, entry)
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

  #use(key: string, version?: string): Entry | undefined {
    const known = this.#entries.get(key)
    if (!known || (version !== undefined && known.version !== version)) return
    // The most recently used key is the last of the map.
    this.#entries.delete(key)
    this.#entries.set(key, known)
    return known
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

  #drop(key: string, only?: Entry): void {
    const known = this.#entries.get(key)
    if (!known || (only && known !== only)) return
    this.#bytes -= known.bytes
    this.#entries.delete(key)
  }
}
