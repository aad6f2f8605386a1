import { asRecord } from './json'

/** Parses the options with which a browser creates a passkey; null if they are invalid. */
export function parseCreationOptions(json: unknown): PublicKeyCredentialCreationOptionsJSON | null {
  const options = asRecord(json)
  const { id, name, displayName } = asRecord(options.user)
  return areTexts(options.challenge, asRecord(options.rp).name, id, name, displayName) &&
    Array.isArray(options.pubKeyCredParams)
    ? (json as PublicKeyCredentialCreationOptionsJSON)
    : null
}

/** Parses the options with which a browser signs in by passkey; null if they are invalid. */
export function parseRequestOptions(json: unknown): PublicKeyCredentialRequestOptionsJSON | null {
  const { challenge, rpId } = asRecord(json)
  return areTexts(challenge, rpId) ? (json as PublicKeyCredentialRequestOptionsJSON) : null
}

/** Whether all values are texts. The browser checks the rest more thoroughly. */
function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string' && value !== '')
}
