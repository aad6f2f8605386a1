'use client'

import { useEffect, useRef, useState, useSyncExternalStore, type ComponentProps } from 'react'
import { t } from '@/messages/generated/account'

const never = () => () => {}

/** A password field with a button to show the text. The button needs script. */
export function PasswordField({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [isShown, setShown] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const form = field.current?.form
    // Browsers would store the text of a visible password for autofill.
    const hide = () => {
      if (field.current) field.current.type = 'password'
      setShown(false)
    }
    form?.addEventListener('submit', hide)
    return () => form?.removeEventListener('submit', hide)
  }, [])
  return (
    <span className="password-field">
      <input ref={field} {...input} type={isShown ? 'text' : 'password'} />
      {isHydrated && (
        <button type="button" aria-pressed={isShown} aria-describedby={label} onClick={() => setShown(!isShown)}>
          {t('showPassword')}
        </button>
      )}
    </span>
  )
}
