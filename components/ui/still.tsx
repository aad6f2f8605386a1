'use client'

import { useEffect, useMemo, useRef, useState, type HTMLAttributes, type ReactNode } from 'react'
import { trustHtml } from './trust-html'

interface StillProps extends Omit<HTMLAttributes<HTMLElement>, 'dangerouslySetInnerHTML'> {
  /** A `div` if not said. */
  tag?: string
  href?: string
  rel?: string
  /** What it holds, as HTML that was written when a page was compiled; else its children. */
  html?: string
  children?: ReactNode
}

/** What elements held that were made without being told, for when a reader comes back to their page. */
const held = new WeakMap<StillProps, string>()

/**
 * An element in which nothing changes as long as it stands on a page: React need not know what it holds.
 * A page that was made ahead leaves that out of what it tells React (server/pages/still-flight.ts), and
 * the element then keeps what is there.
 */
export function Still(props: StillProps) {
  const { tag = 'div', html, children, ...rest } = props
  const Tag = tag as 'div'
  const element = useRef<HTMLDivElement>(null)
  // Of the first time: what comes later for the same place is the same page, read again. The props are the
  // very same when a reader comes back, since they are kept with the page.
  const [asItStands] = useState(() =>
    html === undefined && children === undefined ? (held.get(props) ?? '') : undefined,
  )
  const shown = asItStands ?? html
  const inner = useMemo(() => (shown === undefined ? undefined : { __html: shown && trustHtml(shown) }), [shown])
  useEffect(() => {
    if (asItStands === '' && element.current) held.set(props, element.current.innerHTML)
  }, [asItStands, props])
  return inner ? <Tag {...rest} ref={element} dangerouslySetInnerHTML={inner} /> : <Tag {...rest}>{children}</Tag>
}
