import { toAddress } from '@/lib/base-path'
import { readJson } from '@/lib/responses/json'
import { parseRefusal } from '@/lib/responses/refusal'
import { parseShelfImport, type ShelfImportResponse } from '@/lib/responses/shelf-import'
import { t } from '@/messages/generated/transfer'
import type { Row } from './read-files'

/** The server did not accept rows. The message is for the reader; `signIn` is the sign-in page if that is needed. */
export class ImportStoppedError extends Error {
  override name = 'ImportStoppedError'
  constructor(
    message: string,
    readonly signIn?: string,
  ) {
    super(message)
  }
}

/** Below the server's limit for a request in bytes, whatever characters the rows contain. */
const maxLength = 150_000
const maxRows = 500
/** In seconds. A longer Retry-After stops the import. */
const longestWait = 120

/** Returns the rows from `start` on that fit into a request: their number and their JSON. */
export function takeChunk(rows: Row[], start: number): { count: number; json: string } {
  const texts: string[] = []
  let length = 0
  for (let index = start; index < rows.length && texts.length < maxRows; index++) {
    const { entry } = rows[index]!
    const text = JSON.stringify({ resource: entry.resource, href: entry.href?.trim() ?? null, ...entry.claim })
    if (texts.length > 0 && length + text.length > maxLength) break
    texts.push(text)
    length += text.length
  }
  return { count: texts.length, json: texts.join(',') }
}

/**
 * Sends rows. If the server limits the rate, waits for the time in Retry-After and sends them again. Throws
 * ImportStoppedError, or the signal's reason if it is aborted.
 */
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
    throw new ImportStoppedError(t('unreachable'))
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
  const accepted = response.ok ? parseShelfImport(answer, count) : null
  if (accepted) return accepted
  const refusal = parseRefusal(answer)
  throw new ImportStoppedError(refusal?.message ?? t('rowsNotChecked'), refusal?.signIn)
}
