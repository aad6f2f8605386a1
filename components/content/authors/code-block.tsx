import type { ComponentProps } from 'react'
import { t } from '@/messages/generated/content'
import { scrollableProps } from '../scrollable'
import { CopyCode } from './copy-code'

type CodeBlockProps = ComponentProps<'pre'> & { 'data-language'?: string }

/** A code block below a bar with its title, or else the name of its language. */
export function CodeBlock({ title, 'data-language': language, children, ...rest }: CodeBlockProps) {
  const code = (
    <pre {...scrollableProps(title ? t('codeOf', { title }) : t('code'))} {...rest}>
      {children}
    </pre>
  )
  if (!title)
    return (
      <div className="code" data-language={language ?? t('code')}>
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
