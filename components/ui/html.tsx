'use client'

import { useMemo, type HTMLAttributes } from 'react'
import { trustHtml } from './trust-html'

interface HtmlProps extends Omit<HTMLAttributes<HTMLElement>, 'dangerouslySetInnerHTML'> {
  /** A `div` if not said. */
  tag?: string
  html: string
}

/** An element whose content was written as HTML on the server. On the client, since a browser with Trusted Types takes it from there alone. */
export function Html({ tag = 'div', html, ...rest }: HtmlProps) {
  const Tag = tag as 'div'
  const inner = useMemo(() => ({ __html: html && trustHtml(html) }), [html])
  return <Tag {...rest} dangerouslySetInnerHTML={inner} />
}
