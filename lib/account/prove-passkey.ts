import 'server-only'
import type { PublicKeyCredentialRequestOptionsJSON, VerifiedAuthenticationResponse } from '@simplewebauthn/server'
import { getDatabase, type Database } from '../db'
import { z } from 'zod'
import { challengeLifetime, createChallenge, findChallenge, spendChallenge } from './passkey-challenges'
import { base64url, parseCredential } from './passkey-credential'
import { getRelyingParty } from './relying-party'

/** Returns the options for signing in with any passkey; null if passkeys are unavailable at this address. */
export async function startProvingPasskey(
  database: Database = getDatabase(),
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const party = getRelyingParty()
  if (!party) return null
  // Names no passkeys: the device knows its own, and a list would reveal who has one.
  return {
    challenge: await createChallenge('sign-in', database),
    rpId: party.id,
    timeout: challengeLifetime,
    allowCredentials: [],
    userVerification: 'required',
  }
}

const response = z.object({
  clientDataJSON: base64url,
  authenticatorData: base64url,
  signature: base64url,
  userHandle: base64url,
})

/**
 * Returns the reader whose passkey signed one of our challenges, from the browser's JSON text; null if invalid. With
 * `reader`, another reader's passkey is invalid too, and its row is unchanged.
 */
export async function provePasskey(
  text: string,
  reader?: string,
  database: Database = getDatabase(),
): Promise<string | null> {
  const [party, credential] = [getRelyingParty(), parseCredential(response, text)]
  if (!party || !credential) return null
  const [asked, passkey] = await Promise.all([
    findChallenge('sign-in', credential.response.clientDataJSON, database),
    database.passkey.findUnique({ where: { credentialId: credential.id } }),
  ])
  if (!asked || !passkey || Buffer.from(credential.response.userHandle, 'base64url').toString() !== passkey.userId)
    return null
  if (reader !== undefined && passkey.userId !== reader) return null
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  let proof: VerifiedAuthenticationResponse
  try {
    proof = await verifyAuthenticationResponse({
      response: credential,
      expectedChallenge: asked.challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.credentialId,
        publicKey: Buffer.from(passkey.publicKey, 'base64url'),
        counter: Number(passkey.counter),
      },
      requireUserVerification: true,
    })
  } catch {
    // It only throws for invalid input; it does not use the database.
    return null
  }
  if (!proof.verified || !(await spendChallenge(asked.id, database))) return null
  // If two requests send the same counter, one of them is from a copied passkey.
  const { count } = await database.passkey.updateMany({
    where: { id: passkey.id, counter: passkey.counter },
    data: { counter: proof.authenticationInfo.newCounter, lastUsedAt: new Date() },
  })
  return count ? passkey.userId : null
}
