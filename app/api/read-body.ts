import { HttpError } from './http-error'

/** More than most of our forms hold. */
const usualBytes = 16 * 1024

/**
 * The fields of a form (`application/x-www-form-urlencoded`) or of a JSON object. Anything else is
 * refused, as is a field named twice and more than `mostBytes`, of which no more is read.
 */
export async function readBody(
  request: Request,
  mostBytes = usualBytes,
): Promise<{ fields: Record<string, unknown>; isForm: boolean }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'application/x-www-form-urlencoded')
    throw new HttpError(415, 'Send a form (application/x-www-form-urlencoded) or JSON (application/json).')
  const text = await readText(request, mostBytes)
  const isForm = type !== 'application/json'
  const fields = isForm ? parseForm(text) : parseJson(text)
  // PostgreSQL keeps no NUL, and would answer as if it were broken.
  if (Object.values(fields).some((value) => typeof value === 'string' && value.includes('\0')))
    throw new HttpError(400, 'A field holds a character that can’t be kept.')
  return { fields, isForm }
}

async function readText(request: Request, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    // Counted while it comes: a stated length may lie.
    for await (const chunk of request.body ?? []) {
      length += chunk.length
      if (length > mostBytes) throw new HttpError(413, `Request body too large (maximum ${mostBytes / 1024} KB).`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof HttpError) throw error
    // A sender that hangs up is no fault of ours, and nobody is left to read this.
    throw new HttpError(400, 'The request ended before its body did.')
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
    throw new HttpError(400, 'The JSON can’t be read.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpError(400, 'The JSON must be an object.')
  return value as Record<string, unknown>
}

function parseForm(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in fields) throw new HttpError(400, `The field "${name}" stands twice.`)
    fields[name] = value
  }
  return { ...fields }
}
