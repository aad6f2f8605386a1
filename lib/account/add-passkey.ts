import 'server-only'
import { randomUUID } from 'node:crypto'
import type { PublicKeyCredentialCreationOptionsJSON, VerifiedRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { getSettings } from '../content'
import { getDatabase, isForeignKeyViolation, isTaken, type Database } from '../db'
import { challengeLifetime, createChallenge, findChallenge, spendChallenge } from './passkey-challenges'
import { base64url, parseCredential } from './passkey-credential'
import { getRelyingParty } from './relying-party'

/** The most passkeys per account. A database trigger enforces it when several are added at once. */
const most = 20

/** ES256 and RS256: every authenticator supports at least one. */
const algorithms = [-7, -257]

/** Returns the options for creating a passkey in the browser; null if passkeys are unavailable at this address. */
export async function startAddingPasskey(
  reader: { id: string; email: string; name: string },
  database: Database = getDatabase(),
): Promise<PublicKeyCredentialCreationOptionsJSON | null> {
  const party = getRelyingParty()
  if (!party) return null
  const known = await database.passkey.findMany({
    where: { userId: reader.id },
    select: { credentialId: true, transports: true },
  })
  // Loads in about half a second; processes that never use passkeys skip it.
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return generateRegistrationOptions({
    rpName: (await getSettings()).name,
    rpID: party.id,
    userID: Buffer.from(reader.id),
    userName: reader.email,
    userDisplayName: reader.name,
    challenge: Buffer.from(await createChallenge({ addTo: reader.id }, database), 'base64url'),
    timeout: challengeLifetime,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports.split(',').filter(Boolean),
    })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
}

const transport = z.string().regex(/^[a-z-]{1,20}$/)
const response = z.object({
  clientDataJSON: base64url,
  attestationObject: base64url,
  transports: z.array(transport).max(10).optional(),
})

/** The result of adding a passkey. */
export type Added = 'added' | 'refused' | 'taken' | 'too many'

/** Adds a passkey to a reader's account from the browser's JSON response. */
export async function addPasskey(
  reader: string,
  text: string,
  name: string,
  database: Database = getDatabase(),
): Promise<Added> {
  const [party, credential] = [getRelyingParty(), parseCredential(response, text)]
  if (!party || !credential) return 'refused'
  const asked = await findChallenge({ addTo: reader }, credential.response.clientDataJSON, database)
  if (!asked) return 'refused'
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  let made: VerifiedRegistrationResponse
  try {
    made = await verifyRegistrationResponse({
      response: credential,
      expectedChallenge: asked.challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
  } catch {
    // It only throws for invalid input; it does not use the database.
    return 'refused'
  }
  if (!made.verified) return 'refused'
  const { id: credentialId, publicKey, counter, transports = [] } = made.registrationInfo.credential
  if (await database.passkey.count({ where: { credentialId } })) return 'taken'
  const isFull = async () => (await database.passkey.count({ where: { userId: reader } })) >= most
  if (await isFull()) return 'too many'
  if (!(await spendChallenge(asked.id, database))) return 'refused'
  try {
    await database.passkey.create({
      data: {
        id: randomUUID(),
        credentialId,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: transports.join(','),
        name,
        userId: reader,
      },
    })
  } catch (error) {
    if (isTaken(error)) return 'taken'
    // The trigger's error differs by database, so the count is checked instead.
    if (await isFull()) return 'too many'
    if (isForeignKeyViolation(error)) return 'refused'
    throw error
  }
  return 'added'
}
