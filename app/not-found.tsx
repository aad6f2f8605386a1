import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/layout'

/** Short, since every page includes it in its data. Unknown addresses get `global-not-found.tsx`. */
export default function NotFound() {
  return (
    <main className="p-8">
      <h1>{t('pageNotFound')}</h1>
      <a href={toAddress('/')} className="link">
        {t('backToHome')}
      </a>
    </main>
  )
}
