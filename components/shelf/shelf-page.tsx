import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { LinkStates } from '@/lib/links'
import type { ChangeNotice } from '@/lib/notice'
import { describeShelf, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { formatShelfQuery, type ShelfList, type ShelfQuery } from '@/lib/shelf-list'
import { EmptyShelf, NothingFound } from './empty-shelf'
import { ListedRows, type RowGroup } from './listed-rows'
import { createAccountLabel } from './shelf-messages'
import { ShelfFilters } from './shelf-filters'
import { ShelfRow } from './shelf-row'
import { ChangeToast } from './change-toast'
import { ShelfGroup } from './shelf-group'
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
    const name = topic?.sidebartitle ?? 'No longer listed'
    if (!groups.has(id)) groups.set(id, { id, name, heading: <ShelfGroup topic={topic} shelf={shelf} /> })
  }
  return (
    <>
      <h1 className="page-title shelf-title">Your shelf</h1>
      {shelf.size > 0 && <p className="shelf-counts">{describeShelf(shelf)}.</p>}
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
              What you marked
            </h2>
            <ShelfFilters portal={portal} query={query} list={list} />
          </>
        }
        nothing={
          shelf.size === 0 ? (
            <EmptyShelf first={[...portal.topics.values()].find((topic) => topic.resources.length > 0)} />
          ) : (
            <NothingFound />
          )
        }
        isEmpty={shelf.size === 0}
        pages={list.pages > 1 && <Pages query={query} pages={list.pages} />}
      />
      <p className="mt-12 flex flex-wrap gap-x-5 font-ui text-ui print:hidden">
        <a href={toAddress('/shelf/export')} className="link inline-block min-h-6">
          Export your shelf
        </a>
        <a href={toAddress('/shelf/import')} className="link inline-block min-h-6">
          Import bookmarks
        </a>
      </p>
      <Toasts asOf={marks.asOf}>
        {change && <ChangeToast change={change} reader={marks.reader} returnTo={address} />}
      </Toasts>
    </>
  )
}

/** Says where a guest's marks are saved, and how to keep them. */
function GuestLine({ page }: { page: string }) {
  const next = `?next=${encodeURIComponent(page)}`
  return (
    <p className="mt-1 max-w-measure font-ui text-meta text-ink-2">
      Your marks are saved for{' '}
      <a href={toAddress('/account')} className="link">
        this browser only
      </a>{' '}
      and deleted after 90 days without a visit (a single mark after 7).{' '}
      {readEnv().signUp === 'open' && (
        <>
          <a href={toAddress(`/sign-up${next}`)} className="link">
            {createAccountLabel}
          </a>{' '}
          to use them everywhere, or{' '}
        </>
      )}
      <a href={toAddress(`/sign-in${next}`)} className="link">
        {readEnv().signUp === 'open' ? 'sign in' : 'Sign in'}
      </a>{' '}
      to add them to your account.
    </p>
  )
}

function Pages({ query, pages }: { query: ShelfQuery; pages: number }) {
  const page = Math.min(query.page, pages)
  const link = 'link inline-flex min-h-11 items-center'
  return (
    <nav aria-label="Pages of your shelf" className="mt-6 flex items-center justify-between gap-4 font-ui text-ui">
      {page > 1 ? (
        <a href={toAddress(formatShelfQuery({ ...query, page: page - 1 }))} className={link}>
          Previous page
        </a>
      ) : (
        <span />
      )}
      <span className="text-ink-2 tabular-nums">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <a href={toAddress(formatShelfQuery({ ...query, page: page + 1 }))} className={link}>
          Next page
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
