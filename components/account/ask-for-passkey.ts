import { readJson } from '@/lib/responses/json'
import { parseCreationOptions, parseRequestOptions } from '@/lib/responses/passkey-options'
import { parseRefusal } from '@/lib/responses/refusal'

/** To make a passkey, to sign in by one, or to show by one who is signed in. */
export type Kind = 'add' | 'sign-in' | 'confirm'

/** A sentence of the portal's own on why not. */
class Refused extends Error {}

const unreachable = 'The portal can’t be reached just now. Try again in a moment.'

/** How long what a browser was asked stays good: less than the portal's own five minutes. */
const good = 4 * 60 * 1000

/** Whether this browser knows passkeys, and the way they are written in JSON. Browsers know none on plain http. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Asks the browser for a passkey, and gives what it made as JSON text. */
export async function askForPasskey(kind: Kind, start: string): Promise<string> {
  return write(
    kind === 'add'
      ? await navigator.credentials.create({ publicKey: await readCreationOptions(start) })
      : await navigator.credentials.get({ publicKey: await readRequestOptions(start) }),
  )
}

/** Has the browser offer passkeys where it fills in an address, until one is chosen; null where it does not, or once that is no longer wanted. */
export async function fillFromPasskey(start: string, wanted: AbortSignal): Promise<string | null> {
  try {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null
    while (!wanted.aborted) {
      const publicKey = await readRequestOptions(start)
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

const readCreationOptions = (start: string) =>
  readOptions(start, parseCreationOptions, (json) => PublicKeyCredential.parseCreationOptionsFromJSON(json))

const readRequestOptions = (start: string) =>
  readOptions(start, parseRequestOptions, (json) => PublicKeyCredential.parseRequestOptionsFromJSON(json))

/** Asks the portal for options, of which the browser then reads what `parse` leaves to it. */
async function readOptions<Json, Options>(
  start: string,
  parse: (json: unknown) => Json | null,
  toOptions: (json: Json) => Options,
): Promise<Options> {
  const response = await fetch(start, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
  const answer = await readJson(response)
  const options = response.ok ? parse(answer) : null
  if (!options) throw new Refused(parseRefusal(answer)?.message ?? unreachable)
  try {
    return toOptions(options)
  } catch {
    throw new Refused(unreachable)
  }
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
  if (name === 'TypeError') return unreachable
  return 'This browser could not use a passkey here.'
}
