import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../db'

// What a device signs to show that it is asked just now, by us, and for this. Only a hash of each is kept;
// its row is deleted when it is used.

/** For how long one is good, in milliseconds. */
export const challengeLifetime = 5 * 60 * 1000

/** What it is for: to add a passkey to one reader's account, or to sign in by whichever. */
export type Purpose = { addTo: string } | 'sign-in'

const toReader = (purpose: Purpose) => (purpose === 'sign-in' ? null : purpose.addTo)
const hash = (challenge: string) => createHash('sha256').update(`passkey:${challenge}`).digest('base64url')

/** Makes one, in base64url. */
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

/** Which challenge a device answers, by what its browser says; null where that can't be read. */
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

/** The challenge that a device answers, if it is one of ours for that purpose, unused and young enough. It is used up by `spendChallenge`. */
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

/** Uses a challenge up; false where somebody else just did. */
export async function spendChallenge(id: string, database: Database): Promise<boolean> {
  return (await database.passkeyChallenge.deleteMany({ where: { id } })).count > 0
}
