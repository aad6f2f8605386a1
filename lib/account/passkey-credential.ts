import 'server-only'
import { z } from 'zod'

/** Bytes in base64url, as browsers write them into JSON. */
export const base64url = z.string().regex(/^[\w-]+$/)

/** Parses a passkey credential from the browser's JSON text; null if invalid. Unknown fields are dropped. */
export function parseCredential<Response extends z.ZodType>(response: Response, text: string) {
  // The longest id allowed is 1023 bytes.
  const id = base64url.max(1364)
  const credential = z.object({
    id,
    rawId: id,
    type: z.literal('public-key'),
    response,
    clientExtensionResults: z.unknown().transform(() => ({})),
  })
  try {
    return credential.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
