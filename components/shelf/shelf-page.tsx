import type { ReactNode } from 'react'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { LinkStates } from '@/lib/links'
import type { ChangeNotice } from '@/lib/notice'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { formatShelfQuery, type ShelfList, type ShelfQuery } from '@/lib/shelf-list'
import { t } from '@/messages/generated/shelf'
import { EmptyShelf, NothingFound } from './empty-shelf'
import { ListedRows, type RowGroup } from './listed-rows'
import { ShelfFilters } from './shelf-filters'
import { ShelfRow } from './shelf-row'
import { ChangeToast } from './change-toast'
import { groupAnchor, ShelfGroup } from './shelf-group'
import { Toasts } from './toasts'

interface ShelfPageProps {
  portal: Portal
  isGuest: boolean
  shelf: Shelf
  /** The marks on what this page of the list shows. */
  marks: ReaderMarks
  query: ShelfQuery
  list: ShelfList
  linkStates: LinkStates
  /** What a form has just changed. */
  change: ChangeNotice | null
}

/** The shelf: everything that a reader has marked, in pages. */
export function ShelfPage({ portal, isGuest, shelf, marks, query, list, linkStates, change }: ShelfPageProps) {
  const address = formatShelfQuery(query)
  const isGrouped = query.sort === 'topic'
  const groups = new Map<string, RowGroup>()
  for (const { topics } of isGrouped ? list.entries : []) {
    const topic = portal.topics.get(topics[0] ?? '')
    const id = topic?.slug ?? ''
    const name = topic?.sidebartitle ?? t('notListed')
    if (!groups.has(id)) groups.set(id, { id, name, heading: <ShelfGroup topic={topic} shelf={shelf} /> })
  }
  return (
    <div className="topic">
      <article>
        <h1 className="page-title shelf-title">{t('yourShelf')}</h1>
        {isGuest && <GuestLine page={address} />}
        <ListedRows
          key={address}
          rows={list.entries.map((entry) => ({
            id: entry.id,
            group: groups.get(entry.topics[0] ?? ''),
            content: (
              <ShelfRow
                entry={entry}
                isGrouped={isGrouped}
                portal={portal}
                shelf={shelf}
                marks={marks}
                linkStates={linkStates}
                page={address}
              />
            ),
          }))}
          heading={
            <>
              <h2 id="marked" className="sr-only">
                {t('whatYouMarked')}
              </h2>
              <ShelfFilters portal={portal} query={query} list={list} />
            </>
          }
          nothing={shelf.size === 0 ? <EmptyShelf portal={portal} /> : <NothingFound />}
          isEmpty={shelf.size === 0}
          pages={list.pages > 1 && <Pages query={query} pages={list.pages} />}
        />
        <p className="mt-12 flex flex-wrap gap-x-5 font-ui text-ui print:hidden">
          {shelf.size > 0 && (
            <a href={toAddress('/shelf/export')} className="link inline-block min-h-6">
              {t('exportShelf')}
            </a>
          )}
          <a href={toAddress('/shelf/import')} className="link inline-block min-h-6">
            {t('importBookmarks')}
          </a>
        </p>
        <Toasts asOf={marks.asOf}>
          {change && <ChangeToast change={change} reader={marks.reader} returnTo={address} />}
        </Toasts>
      </article>
      {groups.size > 1 && <Topics groups={[...groups.values()]} />}
    </div>
  )
}

/** Links to the topics of this page of the shelf, next to them on a wide screen. */
function Topics({ groups }: { groups: RowGroup[] }) {
  return (
    <div>
      <nav aria-labelledby="on-this-page" className="on-this-page print:hidden">
        <h2 id="on-this-page">{t('topicsHere')}</h2>
        <ul>
          {groups.map(({ id, name }) => (
            <li key={id}>
              <a href={`#${groupAnchor(id)}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}

/** The shelf of someone signed out, who has no marks. */
export function SignedOutShelf({ portal }: { portal: Portal }) {
  return (
    <>
      <h1 className="page-title">{t('yourShelf')}</h1>
      <EmptyShelf portal={portal} isSignedOut />
    </>
  )
}

/** Says where a guest's marks are saved, and how to keep them. */
function GuestLine({ page }: { page: string }) {
  const next = `?next=${encodeURIComponent(page)}`
  const account = (children: ReactNode[]) => <Link to="/account">{children}</Link>
  const signUp = (children: ReactNode[]) => <Link to={`/sign-up${next}`}>{children}</Link>
  const signIn = (children: ReactNode[]) => <Link to={`/sign-in${next}`}>{children}</Link>
  return (
    <p className="mt-1 max-w-measure font-ui text-meta text-ink-2">
      {richText(
        readEnv().signUp === 'open'
          ? t.rich('guestLine', { account, signUp, signIn })
          : t.rich('guestLineSignIn', { account, signIn }),
      )}
    </p>
  )
}

function Link({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={toAddress(to)} className="link">
      {children}
    </a>
  )
}

function Pages({ query, pages }: { query: ShelfQuery; pages: number }) {
  const page = Math.min(query.page, pages)
  const link = 'link inline-flex min-h-11 items-center'
  return (
    <nav aria-label={t('pagesOfShelf')} className="mt-6 flex items-center justify-between gap-4 font-ui text-ui">
      {page > 1 ? (
        <a href={toAddress(formatShelfQuery({ ...query, page: page - 1 }))} className={link}>
          {t('previousPage')}
        </a>
      ) : (
        <span />
      )}
      <span className="text-ink-2 tabular-nums">{t('pageOf', { page, pages })}</span>
      {page < pages ? (
        <a href={toAddress(formatShelfQuery({ ...query, page: page + 1 }))} className={link}>
          {t('nextPage')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
