/** Returns an object's fields, to be checked one by one; empty for any other value. */
export function asRecord(json: unknown): Partial<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {}
}

/** Reads a response's JSON; undefined for any other text. Rejects if the connection breaks. */
export async function readJson(response: Response): Promise<unknown> {
  return response.json().catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error
  })
}

/** Parses each item of a list; null if an item is invalid or the value is not a list. */
export function parseList<Item>(json: unknown, parse: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(json)) return null
  const items = json.map(parse)
  return items.every((item) => item !== null) ? items : null
}
