import { createElement, Fragment, type ReactNode } from 'react'

/** Returns the parts of a message with tags as children, which need no keys. */
export function richText(parts: ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts)
}
