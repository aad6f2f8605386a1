import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/search'

/** A search field that works without script, filled with a suggested query if there is one. */
export function SearchForm({ query = '' }: { query?: string }) {
  return (
    <form action={toAddress('/search')} role="search" className="mt-6 flex gap-2">
      <input
        key={query}
        type="search"
        name="q"
        defaultValue={query}
        aria-label={t('fieldLabel')}
        placeholder={t('fieldLabel')}
        maxLength={100}
        className="field min-w-0 flex-1"
      />
      <button className="button-quiet">{t('submit')}</button>
    </form>
  )
}
