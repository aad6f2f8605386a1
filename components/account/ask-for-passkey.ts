/** To make a passkey, to sign in by one, or to show by one who is signed in. */
export type Kind = 'add' | 'sign-in' | 'confirm'

/** A sentence of the portal's own on why not. */
class Refused extends Error {}

/** How long what a browser was asked stays good: less than the portal's own five minutes. */
const good = 4 * 60 * 1000

/** Whether this browser knows passkeys, and the way they are written in JSON. Browsers know none on plain http. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Asks the browser for a passkey, and gives what it made as JSON text. */
export async function askForPasskey(kind: Kind, start: string): Promise<string> {
  const options = await readOptions(start)
  return write(
    kind === 'add'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
            options as PublicKeyCredentialCreationOptionsJSON,
          ),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
        }),
  )
}

/** Has the browser offer passkeys where it fills in an address, until one is chosen; null where it does not, or once that is no longer wanted. */
export async function fillFromPasskey(start: string, wanted: AbortSignal): Promise<string | null> {
  try {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null
    while (!wanted.aborted) {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
        (await readOptions(start)) as PublicKeyCredentialRequestOptionsJSON,
      )
      const old = AbortSignal.timeout(good)
      const credential = await navigator.credentials
        .get({ publicKey, mediation: 'conditional', signal: AbortSignal.any([wanted, old]) })
        .catch((error: unknown) => {
          if (old.aborted) return undefined
          throw error
        })
      if (credential !== undefined) return write(credential)
    }
  } catch {
    // Nobody asked for it; there is the button.
  }
  return null
}

async function readOptions(start: string): Promise<object> {
  const response = await fetch(start, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
  const answer = (await response.json()) as { error?: { message: string } }
  if (answer.error) throw new Refused(answer.error.message)
  return answer
}

function write(credential: Credential | null): string {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError')
  return JSON.stringify(credential.toJSON())
}

/** Why there is no passkey, for whoever asked for one. */
export function explain(error: unknown): string {
  if (error instanceof Refused) return error.message
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError')
    return 'Nothing was done: it was cancelled, or took too long.'
  if (name === 'InvalidStateError') return 'This device keeps a passkey for your account already.'
  if (name === 'TypeError' || name === 'SyntaxError')
    return 'The portal can’t be reached just now. Try again in a moment.'
  return 'This browser could not use a passkey here.'
}
