'use client'

import { useEffect, useRef, useState, useSyncExternalStore, type SubmitEvent } from 'react'
import { FormMessage } from './form-message'
import { askForPasskey, canUsePasskeys, explain, fillFromPasskey, type Kind } from './ask-for-passkey'

const never = () => () => {}

interface PasskeyFormProps {
  kind: Kind
  /** Where what the browser made is sent, as a form; and where what it is asked comes from. */
  action: string
  start: string
  returnTo: string
  label: string
}

/**
 * A button that asks for a passkey. Its place is kept from the beginning; it shows once script is there and the
 * browser knows passkeys, and can't be pressed before.
 */
export function PasskeyForm({ kind, action, start, returnTo, label }: PasskeyFormProps) {
  const can = useSyncExternalStore(never, canUsePasskeys, () => null)
  const form = useRef<HTMLFormElement>(null)
  const filling = useRef<AbortController>(undefined)
  const [busy, setBusy] = useState(false)
  const [refusal, refuse] = useState('')

  function send(credential: string) {
    const field = form.current?.elements.namedItem('credential')
    if (!(field instanceof HTMLInputElement)) return
    field.value = credential
    form.current?.submit()
  }

  // Offered among what the browser fills the address in with, for as long as the page is open.
  useEffect(() => {
    if (!can || kind !== 'sign-in') return
    filling.current = new AbortController()
    const { signal } = filling.current
    void fillFromPasskey(start, signal).then((credential) => credential && !signal.aborted && send(credential))
    return () => filling.current?.abort()
  }, [can, kind, start])

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    filling.current?.abort()
    setBusy(true)
    refuse('')
    try {
      send(await askForPasskey(kind, start))
    } catch (error) {
      refuse(explain(error))
      setBusy(false)
    }
  }

  return (
    <>
      {kind === 'add' && (
        <noscript>
          <p className="text-note">Adding one takes JavaScript, which is off in this browser.</p>
        </noscript>
      )}
      {kind === 'add' && can === false ? (
        <p className="text-note">This browser can’t make passkeys.</p>
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
          <button aria-disabled={busy} className="button-quiet justify-self-start aria-disabled:opacity-60">
            {label}
          </button>
          {refusal && <FormMessage state={{ message: refusal, values: {} }} id={`passkey-${kind}-message`} />}
        </form>
      )}
    </>
  )
}
