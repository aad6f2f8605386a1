import { PathList } from '@/components/content/path-list'
import { SearchForm } from '@/components/search/search-form'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import type { ChangeNotice } from '@/lib/notice'
import type { VisitNews } from '@/lib/visit-news'
import type { Reader } from '@/lib/session'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { AllChapters } from './all-chapters'
import { Desk } from './desk'
import { Newcomer } from './newcomer'

interface HomeProps {
  portal: Portal
  reader: Reader | null
  /** Both null for a signed-out viewer, and while the marks are unavailable. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  linkStates: LinkStates
  /** What is new since the reader's last visit. */
  news: VisitNews | null
  /** What a form has just changed. */
  change: ChangeNotice | null
}

/** The home page: an introduction for newcomers or a desk for readers, then all paths and chapters. */
export function Home({ portal, reader, shelf, marks, linkStates, news, change }: HomeProps) {
  // A shelf may have only resources that are no longer listed.
  const hasMarks = shelf !== null && [...shelf.keys()].some((id) => portal.resources.has(id))
  return (
    <>
      {hasMarks && marks ? (
        <Desk portal={portal} shelf={shelf} marks={marks} linkStates={linkStates} news={news} change={change} />
      ) : reader && !reader.guest && shelf ? (
        <Welcome name={reader.name} portal={portal} />
      ) : (
        <Newcomer portal={portal} />
      )}
      {portal.paths.size > 0 && <Paths portal={portal} shelf={shelf} />}
      <AllChapters portal={portal} shelf={shelf} isCompact={hasMarks} />
    </>
  )
}

function Paths({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <section aria-labelledby="Paths" className="mt-14">
      <div className="section-head">
        <h2 id="Paths">
          <a href={toAddress('/paths')}>Paths</a>
        </h2>
        <p>Each picks topics and tutorials for one goal, in the order to read them.</p>
      </div>
      <PathList portal={portal} shelf={shelf} heading="h3" />
    </section>
  )
}

/** Greets a reader without marks. */
function Welcome({ name, portal }: { name: string; portal: Portal }) {
  const first = portal.chapters[0]?.head
  return (
    <header className="max-w-measure">
      <h1 className="page-title">Welcome, {name}</h1>
      <p className="lede">
        Press the circle next to a tutorial when you’ve read it, and this page will show what comes next. Press the
        ribbon to bookmark it for later.
      </p>
      {first && (
        <p className="actions">
          <a href={toAddress(`/${first.slug}`)} className="button">
            Start with {first.sidebartitle}
          </a>
        </p>
      )}
      <SearchForm />
    </header>
  )
}
