import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/common'

/** Replaces a page of marks while the database is unavailable: its title and a link to try again. */
export function UnavailablePage({ title, page }: { title: string; page: string }) {
  return (
    <>
      <h1 className="page-title">{title}</h1>
      <p className="font-ui text-ui">
        {/* A plain link: the router might show its cached page. */}
        <a href={toAddress(page)} className="link inline-block min-h-6">
          {t('tryAgain')}
        </a>
      </p>
    </>
  )
}
