import { Children, type ReactNode } from 'react'

/** Returns the parts of a message with tags as children with keys. */
export function richText(parts: ReactNode[]): ReactNode {
  return Children.toArray(parts)
}
