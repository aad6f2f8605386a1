import type { ComponentProps } from 'react'
import { Still } from '@/components/ui/still'
import { scrolling } from '../scrolling'
import { CopyCode } from './copy-code'

/** A code block, under its title if it has one. */
export function CodeBlock({ title, children, ...rest }: ComponentProps<'pre'>) {
  const code = (
    <Still tag="pre" {...scrolling(title ? `Code of ${title}` : 'Code')} {...rest}>
      {children}
    </Still>
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
