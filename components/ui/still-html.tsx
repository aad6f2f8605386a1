'use client'
import { useMemo, type HTMLAttributes } from 'react'
import { trustHtml } from './trust-html'
export function StillHtml({ tag, html, ...rest }: HTMLAttributes<HTMLElement> & { tag: string; html: string }) {
  const Tag = tag as 'div'
  const inner = useMemo(() => ({ __html: html && trustHtml(html) }), [html])
  return <Tag {...rest} dangerouslySetInnerHTML={inner} />
}
