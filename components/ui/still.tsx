import type { HTMLAttributes, ReactNode } from 'react'
import { StillHtml } from './still-html'

interface StillProps extends Omit<HTMLAttributes<HTMLElement>, 'dangerouslySetInnerHTML'> {
  tag?: string
  href?: string
  rel?: string
  html?: string
  children?: ReactNode
}
export function Still({ tag = 'div', html, children, ...rest }: StillProps) {
  const Tag = tag as 'div'
  return html !== undefined ? <StillHtml tag={tag} html={html} {...rest} /> : <Tag {...rest}>{children}</Tag>
}
