import { PathList } from '@/components/content/path-list'
import { SearchForm } from '@/components/search/search-form'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import type { Reader } from '@/lib/session'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { AllChapters } from './all-chapters'
import { Desk } from './desk'
import { Newcomer } from './newcomer'

interface HomeProps {
  portal: Portal
  reader: Reader | null
  /** Both null for someone signed out, and where the marks can't be reached. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  linkStates: LinkStates
}

/** The first page: for a newcomer what this is, for a reader where to go on, and for everyone the whole of it. */
export function Home({ portal, reader, shelf, marks, linkStates }: HomeProps) {
  // A shelf may hold nothing that is still listed.
  const hasMarks = shelf !== null && [...shelf.keys()].some((id) => portal.resources.has(id))
  return (
    <>
      {hasMarks && marks ? (
        <Desk portal={portal} shelf={shelf} marks={marks} linkStates={linkStates} />
      ) : reader && !reader.guest && shelf ? (
        <Welcome name={reader.name} portal={portal} />
      ) : (
        <Newcomer portal={portal} />
      )}
      {portal.paths.size > 0 && <Paths portal={portal} shelf={shelf} />}
      <AllChapters portal={portal} shelf={shelf} />
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
        <p>Each picks topics and tutorials for one goal, in the order in which to take them.</p>
      </div>
      <PathList portal={portal} shelf={shelf} heading="h3" />
    </section>
  )
}

/** For a reader who has marked nothing yet. */
function Welcome({ name, portal }: { name: string; portal: Portal }) {
  const first = portal.chapters[0]?.head
  return (
    <header className="max-w-measure">
      <h1 className="page-title">Welcome, {name}</h1>
      <p className="lede">
        Beside each tutorial there is a circle: press it when you have read it, and this page will say what comes next.
        The ribbon bookmarks a tutorial for later.
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
