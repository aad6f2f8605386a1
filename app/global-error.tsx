'use client'

import { getDirection, getLanguage } from '@/lib/messages'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'

/** Replaces the whole document if even the root layout fails. Needs no other files, not even the style sheet. */
export default function AllBroken() {
  return (
    <html lang={getLanguage()} dir={getDirection()}>
      <body
        style={{
          colorScheme: 'light dark',
          maxWidth: '30rem',
          margin: '4rem auto',
          padding: '0 1.25rem',
          font: '1.125rem/1.6 Georgia, serif',
        }}
      >
        <title>{t('somethingWrong')}</title>
        <h1>{t('somethingWrong')}</h1>
        <p>{t('problemIsOurs')}</p>
        <form>
          {/* A form, as the page's scripts may be what fails. */}
          <button style={{ font: 'inherit', padding: '0.4rem 1rem' }}>{common('tryAgain')}</button>
        </form>
      </body>
    </html>
  )
}
