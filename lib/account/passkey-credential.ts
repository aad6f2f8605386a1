import 'server-only'
import { z } from 'zod'

/** Bytes as a browser writes them into JSON. */
export const base64url = z.string().regex(/^[\w-]+$/)

/** What a browser made of a passkey, from its JSON text; null where it is no such thing. What else it says of itself is left aside. */
export function parseCredential<Response extends z.ZodType>(response: Response, text: string) {
  // As long as a device may make it: 1023 bytes.
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
