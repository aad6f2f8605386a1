import type { ReactNode } from 'react'
import type { Portal, Topic } from '@/lib/content'
import type { Reader } from '@/lib/session'
import type { Shelf } from '@/lib/shelf'
import { SearchLink } from '@/components/search/search-link'
import { ShelfSync } from '@/components/shelf/shelf-sync'
import type { MergedNotice } from '@/lib/merged-notice'
import { AccountLinks, GuestNotice, SignOut } from './account-links'
import { Brand } from './brand'
import { Contents } from './contents'
import { ContentsDialog } from './contents-dialog'
import { Keyboard } from './keyboard'
import { Merged } from './merged'
import { PageScript } from './page-script'
import { PortalLinks } from './portal-links'
import { ShortcutsButton } from './shortcuts-button'
import { Still } from './still'
import { ThemePlace } from './theme-place'

interface ShellProps {
  portal: Portal
  current?: Topic
  reader: Reader | null
  /** Null for someone signed out, and where the marks can't be reached. */
  shelf: Shelf | null
  /** Someone is signed in, and the database is away. */
  marksAway?: boolean
  /** When the marks were read, by the server's clock. */
  asOf?: number
  /** What signing in just did with the marks made before it. */
  merged?: MergedNotice | null
  /** The address to come back to after signing in or out. */
  page: string
  children?: ReactNode
}

/** What stands around every page: the sidebar, the reader's corner, and the way past them. */
export function Shell({ portal, current, reader, shelf, marksAway, asOf = 0, merged, page, children }: ShellProps) {
  const contents = <Contents portal={portal} current={current} shelf={shelf} />
  return (
    <div className="mx-auto grid min-h-dvh max-w-[90rem] grid-cols-[minmax(0,1fr)] desk:grid-cols-[17.5rem_minmax(0,1fr)]">
      <Still tag="a" href="#main" className="button absolute top-2 left-2 z-10 -translate-y-20 focus:translate-y-0">
        Skip to the text
      </Still>
      <aside aria-label="Sidebar" className="hidden border-e border-rule bg-panel desk:block print:hidden">
        <div className="sticky top-0 max-h-dvh scroll-py-6 overflow-y-auto px-5 py-7">
          <Brand />
          <Still tag="nav" id="sidebar-contents" aria-label="Contents" className="mt-7">
            {contents}
          </Still>
          <ShortcutsButton />
          <ThemePlace />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="print:hidden flex flex-wrap items-center gap-1 border-b border-rule px-5 py-2 max-[24rem]:px-4 desk:justify-end desk:border-b-0 desk:px-[clamp(1.25rem,4vw,4.5rem)] desk:pt-4 desk:pb-0">
          <div className="me-auto flex flex-wrap items-center gap-x-4 max-[24rem]:gap-x-2 desk:hidden">
            <Brand />
            <ContentsDialog contents="sidebar-contents">
              {reader && !reader.guest && (
                <div className="-mx-2 mt-8 border-t border-rule pt-3">
                  <SignOut reader={reader} page={page} />
                </div>
              )}
              <ShortcutsButton />
              <ThemePlace />
            </ContentsDialog>
          </div>
          <SearchLink />
          <AccountLinks reader={reader} page={page} />
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-5 pt-6 pb-20 outline-none desk:px-[clamp(1.25rem,4vw,4.5rem)] desk:pt-2">
          <Keyboard />
          <PageScript prefetches={!reader} />
          <ShelfSync reader={reader?.id ?? null} guest={reader?.guest ?? true} asOf={asOf} />
          {reader?.guest && shelf && page !== '/account' && <GuestNotice page={page} />}
          {merged && <Merged {...merged} />}
          {marksAway && (
            <p role="alert" className="mb-6 max-w-measure border-s-4 border-reading bg-panel px-4 py-3 font-ui text-ui">
              Your marks can’t be reached just now. They are safe, and what you set meanwhile says so until it is kept.
            </p>
          )}
          {children}
        </main>
        <PortalLinks />
      </div>
    </div>
  )
}
