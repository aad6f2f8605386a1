import { Fragment, type ReactNode } from 'react'

/** Shows keys to press; `Ctrl+K` becomes two keys. */
export function Kbd({ children }: { children?: ReactNode }) {
  // A "+" at the end is the key itself, as in "Ctrl++".
  const keys =
    typeof children === 'string'
      ? children
          .trim()
          .split(/(?<=.)\+(?=.)/)
          .map((key) => key.trim())
      : [children]
  if (keys.length === 1) return <kbd className="key">{keys[0]}</kbd>
  return (
    <kbd className="keys">
      {keys.map((key, index) => (
        <Fragment key={index}>
          {index > 0 && '+'}
          <kbd className="key">{key}</kbd>
        </Fragment>
      ))}
    </kbd>
  )
}
