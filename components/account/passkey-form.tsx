'use client'

import { useEffect, useRef, useState, useSyncExternalStore, type SubmitEvent } from 'react'
import { t } from '@/messages/generated/account'
import { FormMessage } from './form-message'
import {
  autofillPasskey,
  canUsePasskeys,
  explainPasskeyError,
  requestPasskey,
  type PasskeyPurpose,
} from './request-passkey'

const never = () => () => {}

interface PasskeyFormProps {
  kind: PasskeyPurpose
  /** The address that gets the credential. */
  action: string
  /** The address of the options for the browser. */
  start: string
  returnTo: string
  label: string
}

/**
 * A button that requests a passkey. Invisible until hydration, and in a browser without passkeys; its space is kept so
 * that nothing moves.
 */
export function PasskeyForm({ kind, action, start, returnTo, label }: PasskeyFormProps) {
  const can = useSyncExternalStore(never, canUsePasskeys, () => null)
  const form = useRef<HTMLFormElement>(null)
  const filling = useRef<AbortController>(undefined)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')

  function send(credential: string) {
    const field = form.current?.elements.namedItem('credential')
    if (!(field instanceof HTMLInputElement)) return
    field.value = credential
    form.current?.submit()
  }

  // Offers passkeys in the autofill of the address field while the page is open.
  useEffect(() => {
    if (!can || kind !== 'sign-in') return
    filling.current = new AbortController()
    const { signal } = filling.current
    void autofillPasskey(start, signal).then((credential) => credential && !signal.aborted && send(credential))
    return () => filling.current?.abort()
  }, [can, kind, start])

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    filling.current?.abort()
    setBusy(true)
    setError('')
    try {
      send(await requestPasskey(kind, start))
    } catch (error) {
      setError(explainPasskeyError(error))
      setBusy(false)
    }
  }

  return (
    <>
      {kind === 'add' && (
        <noscript>
          <p className="text-note">{t('addingPasskeyNeedsScript')}</p>
        </noscript>
      )}
      {kind === 'add' && can === false ? (
        <p className="text-note">{t('passkeysUnsupported')}</p>
      ) : (
        <form
          ref={form}
          data-script-now
          method="post"
          action={action}
          onSubmit={(event) => void onSubmit(event)}
          className={`grid gap-3 noscript:hidden ${can ? '' : 'invisible'}`}
        >
          <input type="hidden" name="returnTo" value={returnTo} />
          <input type="hidden" name="credential" />
          <button aria-disabled={isBusy} className="button-quiet justify-self-start aria-disabled:opacity-60">
            {label}
          </button>
          {error && <FormMessage state={{ message: error, values: {} }} id={`passkey-${kind}-message`} />}
        </form>
      )}
    </>
  )
}
