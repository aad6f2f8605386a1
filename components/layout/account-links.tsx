import { toAddress } from '@/lib/base-path'
import type { Reader } from '@/lib/session'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'

/** The links at the top of every page: the shelf, and the account or sign-in. */
export function AccountLinks({ reader, page }: { reader: Reader | null; page: string }) {
  return (
    <nav aria-label={t('account')} className="account-links">
      {reader ? (
        <>
          <a href={toAddress('/shelf')} className="account-link">
            <svg width="13" height="18" viewBox="0 0 13 18" aria-hidden="true">
              <path d="M1 1h11v15.500l-5.500-4.300L1 16.500z" fill="none" stroke="currentColor" strokeWidth="1.7" />
            </svg>
            <span className="max-md:sr-only">{common('shelf')}</span>
          </a>
          {!reader.guest && (
            <a
              href={toAddress('/account')}
              aria-label={t('accountOf', { name: reader.name })}
              title={t('accountOf', { name: reader.name })}
              className="avatar"
            >
              <span aria-hidden="true">{[...reader.name.trim()][0]?.toLocaleUpperCase()}</span>
            </a>
          )}
        </>
      ) : null}
      {(!reader || reader.guest) && (
        <a href={toAddress(`/sign-in?next=${encodeURIComponent(page)}`)} className="account-link">
          {t('signIn')}
        </a>
      )}
    </nav>
  )
}
