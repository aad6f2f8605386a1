import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../db'

// A device signs a challenge, which ties its response to one request from this portal. Only the challenge's hash is
// stored, and the row is deleted on use.

/** Lifetime of a challenge in milliseconds. */
export const challengeLifetime = 5 * 60 * 1000

/** The purpose of a challenge: to add a passkey to one reader's account, or to sign in with any passkey. */
export type Purpose = { addTo: string } | 'sign-in'

const toReader = (purpose: Purpose) => (purpose === 'sign-in' ? null : purpose.addTo)
const hash = (challenge: string) => createHash('sha256').update(`passkey:${challenge}`).digest('base64url')

/** Creates a challenge, in base64url. */
export async function createChallenge(purpose: Purpose, database: Database): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await database.passkeyChallenge.create({
    data: {
      id: randomUUID(),
      hash: hash(challenge),
      userId: toReader(purpose),
      expiresAt: new Date(Date.now() + challengeLifetime),
    },
  })
  return challenge
}

const clientData = z.object({ challenge: z.string().max(100) })

/** Returns the challenge in a device's client data; null if unreadable. */
function readChallenge(clientDataJSON: string): string | null {
  try {
    return (
      clientData.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).data?.challenge ??
      null
    )
  } catch {
    return null
  }
}

/**
 * Returns the challenge that a device signed if it was issued for this purpose, is unused and has not expired; else
 * null. Does not use it up: `spendChallenge` does.
 */
export async function findChallenge(
  purpose: Purpose,
  clientDataJSON: string,
  database: Database,
): Promise<{ id: string; challenge: string } | null> {
  const challenge = readChallenge(clientDataJSON)
  if (!challenge) return null
  const row = await database.passkeyChallenge.findFirst({
    where: { hash: hash(challenge), userId: toReader(purpose), expiresAt: { gt: new Date() } },
    select: { id: true },
  })
  return row && { id: row.id, challenge }
}

/** Uses up a challenge. Returns false if another request already did. */
export async function spendChallenge(id: string, database: Database): Promise<boolean> {
  return (await database.passkeyChallenge.deleteMany({ where: { id } })).count > 0
}
