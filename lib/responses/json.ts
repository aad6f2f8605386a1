/** Returns an object's fields, to be checked one by one; anything else has none. */
export function asRecord(json: unknown): Partial<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {}
}

/** Reads a response's JSON; undefined if it is not JSON, or ends too early. */
export async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined)
}
