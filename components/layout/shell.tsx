import type { ReactNode } from 'react'
import type { Portal, Topic } from '@/lib/content'
import type { Reader } from '@/lib/session'
import type { Shelf } from '@/lib/shelf'
import { listLeftOff } from '@/components/search/list-left-off'
import { SearchLink } from '@/components/search/search-link'
import { ShelfSync } from '@/components/shelf/shelf-sync'
import type { GuestMerge } from '@/lib/notice'
import { t } from '@/messages/generated/layout'
import { AccountLinks } from './account-links'
import { Brand } from './brand'
import { Contents } from './contents'
import { ContentsDialog } from './contents-dialog'
import { GuestMergeNotice } from './guest-merge-notice'
import { Keyboard } from './keyboard'
import { PageScript } from './page-script'
import { PortalLinks } from './portal-links'
import { ShortcutsButton } from './shortcuts-button'

interface ShellProps {
  portal: Portal
  current?: Topic
  reader: Reader | null
  /** Null for a signed-out viewer, and while the marks are unavailable. */
  shelf: Shelf | null
  /** A reader is signed in, and the database is unavailable. */
  marksUnavailable?: boolean
  /** When the marks were read, by the server's clock. */
  asOf?: number
  /** What sign-in just did with the guest's marks. */
  merged?: GuestMerge | null
  /** The address to return to after sign-in or sign-out. */
  page: string
  children?: ReactNode
}

/** The frame of every page: the sidebar, the header, the footer and a link to skip them. */
export function Shell({
  portal,
  current,
  reader,
  shelf,
  marksUnavailable,
  asOf = 0,
  merged,
  page,
  children,
}: ShellProps) {
  const contents = <Contents portal={portal} current={current} page={page} shelf={shelf} />
  return (
    <div className="shell" data-reader={reader?.id} data-guest={reader?.guest || undefined}>
      <a href="#main" className="button skip">
        {t('skipToContent')}
      </a>
      <aside aria-label={t('sidebar')} className="sidebar">
        <div>
          <Brand settings={portal.settings} />
          <nav id="sidebar-contents" aria-label={t('contents')} className="mt-7">
            {contents}
          </nav>
          <ShortcutsButton />
        </div>
      </aside>
      <div className="page">
        <header className="page-head">
          <div>
            <Brand settings={portal.settings} isShort />
            <ContentsDialog contents="sidebar-contents">
              <ShortcutsButton />
            </ContentsDialog>
          </div>
          <SearchLink leftOff={shelf ? listLeftOff(portal, shelf) : undefined} />
          <AccountLinks reader={reader} page={page} />
        </header>
        <main id="main" tabIndex={-1} className="page-main">
          <Keyboard />
          <PageScript prefetches={!reader} />
          <ShelfSync reader={reader?.id ?? null} guest={reader?.guest ?? true} asOf={asOf} />
          {merged && <GuestMergeNotice {...merged} />}
          {marksUnavailable && (
            <p role="alert" className="message mb-6 max-w-measure">
              {t('marksUnavailable')}
            </p>
          )}
          {children}
        </main>
        <PortalLinks settings={portal.settings} />
      </div>
    </div>
  )
}
