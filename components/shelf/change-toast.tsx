'use client'

import { useEffect } from 'react'
import { toAddress } from '@/lib/base-path'
import type { ChangeNotice } from '@/lib/notice'
import { parseState } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/marks'
import { dismissNotice } from './guest-note'

const addresses = { bookmarked: '/api/bookmarks', progress: '/api/reading-progress', note: '/api/notes' }

interface ChangeToastProps {
  change: ChangeNotice
  reader: string
  returnTo: string
}

/** Says what a form has changed without JavaScript, and offers to undo it with another form. */
export function ChangeToast({ change: { resource, title, field, before, done }, reader, returnTo }: ChangeToastProps) {
  // If this fails, the page may show the notice again within a minute, which is harmless.
  useEffect(() => void dismissNotice().catch(() => {}), [])
  const state = field === 'progress' ? parseState(before ?? '') : null
  const values = state ? { progress: state.progress, percent: state.percent?.toString() } : { [field]: before }
  return (
    <form method="post" action={toAddress(addresses[field])} className="toast">
      <span>{done}</span>
      {before !== undefined && (
        <>
          {Object.entries({ resource, reader, returnTo, ...values }).map(
            ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <button aria-label={t('control', { action: t('undo'), title })}>{t('undo')}</button>
        </>
      )}
    </form>
  )
}
