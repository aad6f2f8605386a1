'use client'

import { useEffect, useRef, useState, useSyncExternalStore, type ComponentProps } from 'react'

const never = () => () => {}

/** A field for a password, and a button that shows what is typed. Without script there is no button. */
export function PasswordField({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [isShown, setShown] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const form = field.current?.form
    // As text it would be kept by the browser among what is typed into forms.
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
      {hasScript && (
        <button type="button" aria-pressed={isShown} aria-describedby={label} onClick={() => setShown(!isShown)}>
          Show
        </button>
      )}
    </span>
  )
}
