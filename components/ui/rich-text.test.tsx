import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { createTranslator, type Tag } from '@/lib/messages'
import { richText } from './rich-text'

const t = createTranslator<{ read: { b: Tag; i: Tag } }>({
  en: { read: ['Read ', ['b', 'this'], ' or ', ['i', 'that']] },
})

it('shows the parts of a message in order, and React misses no keys', () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {})
  const b = (children: ReactNode[]) => <b>{children}</b>
  const i = (children: ReactNode[]) => <i>{children}</i>
  expect(renderToStaticMarkup(<p>{richText(t.rich('read', { b, i }))}</p>)).toBe(
    '<p>Read <b>this</b> or <i>that</i></p>',
  )
  expect(complain).not.toHaveBeenCalled()
  complain.mockRestore()
})
