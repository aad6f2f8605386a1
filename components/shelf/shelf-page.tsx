import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import { readEnv } from '@/lib/env'
import type { LinkStates } from '@/lib/links'
import { describeShelf, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { formatShelfQuery, type ShelfList, type ShelfQuery } from '@/lib/shelf-list'
import { EmptyShelf, NothingFound } from './empty-shelf'
import { ListedRows } from './listed-rows'
import { ShelfFilters } from './shelf-filters'
import { ShelfRow } from './shelf-row'
import { UndoNotices } from './undo-notices'

interface ShelfPageProps {
  portal: Portal
  isGuest: boolean
  shelf: Shelf
  /** The marks on what this page of the list shows. */
  marks: ReaderMarks
  query: ShelfQuery
  list: ShelfList
  linkStates: LinkStates
}

/** Everything one reader marked, a page at a time. */
export function ShelfPage({ portal, isGuest, shelf, marks, query, list, linkStates }: ShelfPageProps) {
  const address = formatShelfQuery(query)
  return (
    <>
      <h1 className="page-title">Your shelf</h1>
      {shelf.size > 0 && <p className="font-ui text-ui text-ink-2">{describeShelf(shelf)}.</p>}
      {isGuest && <GuestLine page={address} />}
      <ListedRows
        key={address}
        rows={list.entries.map((entry) => ({
          id: entry.id,
          content: (
            <ShelfRow
              entry={entry}
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
          Take everything along
        </a>
        <a href={toAddress('/shelf/import')} className="link inline-block min-h-6">
          Import bookmarks
        </a>
      </p>
      <UndoNotices />
    </>
  )
}

/** Where a guest's marks live, and how to keep them. */
function GuestLine({ page }: { page: string }) {
  const next = `?next=${encodeURIComponent(page)}`
  return (
    <p className="mt-1 max-w-measure font-ui text-meta text-ink-2">
      You are a guest: your marks are saved in{' '}
      <a href={toAddress('/account')} className="link">
        this browser
      </a>{' '}
      and deleted after 90 days without a visit (a single mark after 7).{' '}
      {readEnv().signUp === 'open' && (
        <>
          <a href={toAddress(`/sign-up${next}`)} className="link">
            Make an account
          </a>{' '}
          to keep them for good, or{' '}
        </>
      )}
      <a href={toAddress(`/sign-in${next}`)} className="link">
        {readEnv().signUp === 'open' ? 'sign in' : 'Sign in'}
      </a>{' '}
      to add them to {readEnv().signUp === 'open' ? 'yours' : 'your account'}.
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
