'use client'

import { useMemo, type HTMLAttributes } from 'react'
import { trustHtml } from './trust-html'

interface HtmlProps extends Omit<HTMLAttributes<HTMLElement>, 'dangerouslySetInnerHTML'> {
  /** `div` by default. */
  tag?: string
  html: string
}

/** An element with HTML from the server. A client component, since Trusted Types are created in the browser. */
export function Html({ tag = 'div', html, ...rest }: HtmlProps) {
  const Tag = tag as 'div'
  const inner = useMemo(() => ({ __html: html && trustHtml(html) }), [html])
  return <Tag {...rest} dangerouslySetInnerHTML={inner} />
}
