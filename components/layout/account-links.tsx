import { toAddress } from '@/lib/base-path'
import type { Reader } from '@/lib/session'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/layout'

const link = 'account-link'

/** The links at the top of every page: the shelf, the account, sign in or out. */
export function AccountLinks({ reader, page }: { reader: Reader | null; page: string }) {
  return (
    <nav aria-label={t('account')} className="account-links">
      {reader ? (
        <>
          <a href={toAddress('/shelf')} className={`${link} font-medium`}>
            {common('shelf')}
          </a>
          {!reader.guest && (
            <>
              <div className="hidden min-w-0 desk:block">
                <SignOut reader={reader} page={page} />
              </div>
              <a
                href={toAddress('/account')}
                aria-label={t('yourAccount')}
                title={t('yourAccount')}
                className="avatar desk:hidden"
              >
                <span aria-hidden="true">{[...reader.name.trim()][0]?.toLocaleUpperCase()}</span>
              </a>
            </>
          )}
        </>
      ) : null}
      {(!reader || reader.guest) && (
        <a href={toAddress(`/sign-in?next=${encodeURIComponent(page)}`)} className={`${link} font-medium`}>
          {t('signIn')}
        </a>
      )}
    </nav>
  )
}

/** The signed-in reader and a button to sign out: at the top of a wide screen, below the contents on a narrow one. */
export function SignOut({ reader, page }: { reader: Reader; page: string }) {
  return (
    <form method="post" action={toAddress('/api/sign-out')} className="flex min-w-0 items-center">
      <input type="hidden" name="returnTo" value={page} />
      <a href={toAddress('/account')} title={t('yourAccount')} className={`${link} max-w-[16ch] min-w-0 text-ink-2`}>
        <span className="truncate">{reader.name}</span>
      </a>
      <button className={`${link} text-ink-2`}>{t('signOut')}</button>
    </form>
  )
}
