import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

/** Enough for most forms. */
const defaultBytes = 16 * 1024

/**
 * Reads the fields of a form (`application/x-www-form-urlencoded`) or a JSON object. Refuses other types, duplicate
 * fields, and bodies over `maxBytes`, of which it reads no more.
 */
export async function readBody(
  request: Request,
  maxBytes = defaultBytes,
): Promise<{ fields: Record<string, unknown>; isForm: boolean }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'application/x-www-form-urlencoded')
    throw new HttpError(415, 'Send a form (application/x-www-form-urlencoded) or JSON (application/json).')
  const text = await readText(request, maxBytes)
  const isForm = type !== 'application/json'
  const fields = isForm ? parseForm(text) : parseJson(text)
  // PostgreSQL can't store NUL and would fail.
  if (Object.values(fields).some((value) => typeof value === 'string' && value.includes('\0')))
    throw new HttpError(400, t('fieldInvalid'))
  return { fields, isForm }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    // Counts while reading, as Content-Length may be wrong.
    for await (const chunk of request.body ?? []) {
      length += chunk.length
      if (length > maxBytes) throw new HttpError(413, t('bodyTooLarge', { kilobytes: maxBytes / 1024 }))
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof HttpError) throw error
    // The sender hung up: not our error, so it is not logged.
    throw new HttpError(400, 'The request body is incomplete.')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new HttpError(400, 'The text is not UTF-8.')
  }
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpError(400, 'The JSON is invalid.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpError(400, 'The JSON must be an object.')
  return value as Record<string, unknown>
}

function parseForm(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in fields) throw new HttpError(400, `Duplicate field "${name}".`)
    fields[name] = value
  }
  return { ...fields }
}
