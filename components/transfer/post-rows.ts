import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseRefusal } from '@/lib/responses/refusal'
import { parseShelfImport, type ShelfImportResponse } from '@/lib/responses/shelf-import'
import type { Row } from './read-files'

/** Why the server did not take rows, in words for the reader. */
export class Stopped extends Error {
  override name = 'Stopped'
  constructor(
    message: string,
    readonly signIn?: string,
  ) {
    super(message)
  }
}

/** Below what the server takes at once, whatever characters the rows hold. */
const mostLength = 150_000
const mostRows = 500
/** In seconds. A reader who would wait for longer is told so instead. */
const longestWait = 120

/** The rows from `start` on that go in one request: how many, and as JSON. */
export function takeChunk(rows: Row[], start: number): { count: number; json: string } {
  const texts: string[] = []
  let length = 0
  for (let place = start; place < rows.length && texts.length < mostRows; place++) {
    const { entry } = rows[place]!
    const text = JSON.stringify({ resource: entry.resource, href: entry.href?.trim() ?? null, ...entry.claim })
    if (texts.length > 0 && length + text.length > mostLength) break
    texts.push(text)
    length += text.length
  }
  return { count: texts.length, json: texts.join(',') }
}

/** Sends rows, and waits as long as the portal asks where they come too fast. Throws Stopped where they were not taken, and what the signal says where it was aborted. */
export async function postRows(
  rows: { count: number; json: string },
  dryRun: boolean,
  signal: AbortSignal,
): Promise<ShelfImportResponse> {
  const { count, json } = rows
  let response: Response
  let answer: unknown
  try {
    response = await fetch(toAddress('/api/shelf-imports'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"dryRun":${dryRun},"rows":[${json}]}`,
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    })
    answer = await readJson(response)
  } catch {
    signal.throwIfAborted()
    throw new Stopped('The portal can’t be reached; you may be offline.')
  }
  const wait = response.status === 429 ? Number(response.headers.get('Retry-After')) : 0
  if (wait > 0 && wait <= longestWait) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait * 1000)
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    })
    signal.throwIfAborted()
    return postRows(rows, dryRun, signal)
  }
  signal.throwIfAborted()
  const taken = response.ok ? parseShelfImport(answer, count) : null
  if (taken) return taken
  const refusal = parseRefusal(answer)
  throw new Stopped(refusal?.message ?? 'The portal could not answer just now.', refusal?.signIn)
}
