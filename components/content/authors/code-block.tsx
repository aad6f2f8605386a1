import type { ComponentProps } from 'react'
import { scrolling } from '../scrolling'
import { CopyCode } from './copy-code'

/** A code block, under its title if it has one. */
export function CodeBlock({ title, children, ...rest }: ComponentProps<'pre'>) {
  const code = (
    <pre {...scrolling(title ? `Code of ${title}` : 'Code')} {...rest}>
      {children}
    </pre>
  )
  if (!title)
    return (
      <div className="code">
        {code}
        <CopyCode />
      </div>
    )
  return (
    <figure className="code">
      <figcaption>{title}</figcaption>
      {code}
      <CopyCode />
    </figure>
  )
}
