import type { ComponentProps } from 'react'
import { t } from '@/messages/generated/content'
import { scrollableProps } from '../scrollable'
import { CopyCode } from './copy-code'

/** A code block with an optional title. */
export function CodeBlock({ title, children, ...rest }: ComponentProps<'pre'>) {
  const code = (
    <pre {...scrollableProps(title ? t('codeOf', { title }) : t('code'))} {...rest}>
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
