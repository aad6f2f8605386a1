import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { formatNumber } from '@/lib/messages'
import { progresses } from '@/lib/shelf'
import { formatShelfQuery, type ShelfList, type ShelfQuery } from '@/lib/shelf-list'
import { t } from '@/messages/generated/shelf'

const progressNames = { 'to-read': 'notStarted', reading: 'reading', done: 'done', skipped: 'skipped' } as const

const sortNames = [
  ['topic', 'sortTopic'],
  ['changed', 'sortChanged'],
  ['title', 'sortTitle'],
  ['order', 'sortOrder'],
  ['host', 'sortSite'],
] as const satisfies [ShelfQuery['sort'], string][]

/** The filters of the shelf; the address holds all of them. */
export function ShelfFilters({ portal, query, list }: { portal: Portal; query: ShelfQuery; list: ShelfList }) {
  const first = { ...query, page: 1 }
  const isNarrowed = query.text !== '' || query.chapter !== null || query.sort !== 'topic'
  return (
    <div className="shelf-filters">
      <nav aria-label={t('filterByProgress')}>
        <ul className="filter-words">
          <Filter query={{ ...first, progress: null }} on={query.progress === null} count={list.all}>
            {t('all')}
          </Filter>
          {progresses.map((progress) => (
            <Filter
              key={progress}
              query={{ ...first, progress }}
              on={query.progress === progress}
              count={list.byProgress[progress]}
            >
              {t(progressNames[progress])}
            </Filter>
          ))}
          <Filter query={{ ...first, bookmarked: !query.bookmarked }} on={query.bookmarked} count={list.bookmarked}>
            {t('bookmarked')}
          </Filter>
        </ul>
      </nav>
      <details open={isNarrowed || undefined} className="shelf-find">
        <summary>{t('findAndSort')}</summary>
        <form
          action={toAddress('/shelf')}
          className="grid gap-3 pb-3 md:grid-cols-[minmax(0,2fr)_minmax(0,1.4fr)_minmax(9.5rem,1fr)_auto] md:items-end"
        >
          {query.progress && <input type="hidden" name="progress" value={query.progress} />}
          {query.bookmarked && <input type="hidden" name="bookmarked" value="yes" />}
          <Field name="q" label={t('findText')}>
            <input
              type="search"
              id="shelf-q"
              name="q"
              defaultValue={query.text}
              maxLength={100}
              className="field mt-1"
            />
          </Field>
          <Field name="chapter" label={t('chapter')}>
            <select id="shelf-chapter" name="chapter" defaultValue={query.chapter ?? ''} className="field mt-1">
              <option value="">{t('allChapters')}</option>
              {portal.chapters.map(({ number, head }) => (
                <option key={number} value={number}>
                  {head.sidebartitle}
                </option>
              ))}
              <option value="none">{t('notListed')}</option>
            </select>
          </Field>
          <Field name="sort" label={t('sortBy')}>
            <select id="shelf-sort" name="sort" defaultValue={query.sort} className="field mt-1">
              {sortNames.map(([value, name]) => (
                <option key={value} value={value}>
                  {t(name)}
                </option>
              ))}
            </select>
          </Field>
          <button className="h-11 rounded-md border-[1.5px] border-edge px-4 font-[650]">{t('show')}</button>
        </form>
      </details>
      <p role="status">{t('items', { count: list.total })}</p>
    </div>
  )
}

function Filter({ query, on, count, children }: { query: ShelfQuery; on: boolean; count: number; children: string }) {
  return (
    <li>
      <a href={toAddress(formatShelfQuery(query))} aria-current={on ? 'true' : undefined}>
        {children} <span className="text-meta tabular-nums">{formatNumber(count)}</span>
      </a>
    </li>
  )
}

function Field({ name, label, children }: { name: string; label: string; children: React.ReactNode }) {
  return (
    <div>
      <label htmlFor={`shelf-${name}`} className="text-meta font-semibold">
        {label}
      </label>
      {children}
    </div>
  )
}
