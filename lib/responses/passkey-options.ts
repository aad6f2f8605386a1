import { asRecord } from './json'

/** Reads what a browser is asked in order to make a passkey; null if it is nothing that a browser could be asked. */
export function parseCreationOptions(json: unknown): PublicKeyCredentialCreationOptionsJSON | null {
  const options = asRecord(json)
  const { id, name, displayName } = asRecord(options.user)
  return areTexts(options.challenge, asRecord(options.rp).name, id, name, displayName) &&
    Array.isArray(options.pubKeyCredParams)
    ? (json as PublicKeyCredentialCreationOptionsJSON)
    : null
}

/** Reads what a browser is asked in order to sign in by a passkey; null if it is nothing that a browser could be asked. */
export function parseRequestOptions(json: unknown): PublicKeyCredentialRequestOptionsJSON | null {
  const { challenge, rpId } = asRecord(json)
  return areTexts(challenge, rpId) ? (json as PublicKeyCredentialRequestOptionsJSON) : null
}

/** The rest is checked by the browser, which knows more of it than this. */
function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string' && value !== '')
}
