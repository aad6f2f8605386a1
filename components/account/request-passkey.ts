import { readJson } from '@/lib/responses/json'
import { parseCreationOptions, parseRequestOptions } from '@/lib/responses/passkey-options'
import { parseRefusal } from '@/lib/responses/refusal'
import { t } from '@/messages/generated/account'

/** What a passkey is for: to add it to the account, to sign in, or to confirm the reader's identity. */
export type PasskeyPurpose = 'add' | 'sign-in' | 'confirm'

/** The portal refused; the message is for the reader. */
class PasskeyRefusedError extends Error {
  override name = 'PasskeyRefusedError'
}

/** How long options are used, in milliseconds: less than the portal's own five minutes. */
const optionsLifetime = 4 * 60 * 1000

/** Returns whether this browser supports passkeys and their JSON form. Browsers support none on plain HTTP. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Asks the browser for a passkey with options from the address `start`. Returns the credential as JSON text. */
export async function requestPasskey(purpose: PasskeyPurpose, start: string): Promise<string> {
  return serialise(
    purpose === 'add'
      ? await navigator.credentials.create({ publicKey: await readCreationOptions(start) })
      : await navigator.credentials.get({ publicKey: await readRequestOptions(start) }),
  )
}

/** Lets the browser offer passkeys in the address field, and returns the chosen one. Null if it can't or is aborted. */
export async function autofillPasskey(start: string, wanted: AbortSignal): Promise<string | null> {
  try {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null
    while (!wanted.aborted) {
      const publicKey = await readRequestOptions(start)
      const expired = AbortSignal.timeout(optionsLifetime)
      const credential = await navigator.credentials
        .get({ publicKey, mediation: 'conditional', signal: AbortSignal.any([wanted, expired]) })
        .catch((error: unknown) => {
          if (expired.aborted) return undefined
          throw error
        })
      if (credential !== undefined) return serialise(credential)
    }
  } catch {
    // Autofill is optional; the reader can use the button.
  }
  return null
}

const readCreationOptions = (start: string) =>
  readOptions(start, parseCreationOptions, (json) => PublicKeyCredential.parseCreationOptionsFromJSON(json))

const readRequestOptions = (start: string) =>
  readOptions(start, parseRequestOptions, (json) => PublicKeyCredential.parseRequestOptionsFromJSON(json))

/** Fetches options from the portal and converts them for the browser. */
async function readOptions<Json, Options>(
  start: string,
  parse: (json: unknown) => Json | null,
  toOptions: (json: Json) => Options,
): Promise<Options> {
  const response = await fetch(start, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
  const answer = await readJson(response)
  const options = response.ok ? parse(answer) : null
  if (!options) throw new PasskeyRefusedError(parseRefusal(answer)?.message ?? t('unreachable'))
  try {
    return toOptions(options)
  } catch {
    throw new PasskeyRefusedError(t('unreachable'))
  }
}

function serialise(credential: Credential | null): string {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError')
  return JSON.stringify(credential.toJSON())
}

/** Returns a message for the reader about an error of `requestPasskey`. */
export function explainPasskeyError(error: unknown): string {
  if (error instanceof PasskeyRefusedError) return error.message
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return t('passkeyCancelled')
  if (name === 'InvalidStateError') return t('passkeyExists')
  if (name === 'TypeError') return t('unreachable')
  return t('passkeyFailed')
}
