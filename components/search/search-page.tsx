import { longestQuery, type Answer, type FoundTopic } from '@/lib/search'
import { placeAddress, resultsPage } from './addresses'
import { MarkedText } from './marked-text'
import { describeAnswer, kindWords, nothingFound } from './words'

/** Search as a page of its own: all that was found, without script too. */
export function SearchPage({ answer, page, pages }: { answer: Answer; page: number; pages: number }) {
  const { query, total, topics } = answer
  return (
    <>
      <h1 className="mt-1.5 mb-5 text-h1 font-extrabold tracking-[-0.025em]">Search</h1>
      <form action="/search" role="search" className="flex max-w-measure items-end gap-3 font-ui text-ui">
        <div className="flex-1">
          <label htmlFor="search-q" className="font-[650]">
            Topics, tutorials and what is written on them
          </label>
          <input
            type="search"
            id="search-q"
            name="q"
            key={query}
            defaultValue={query}
            maxLength={longestQuery}
            enterKeyHint="search"
            autoComplete="off"
            className="field mt-1"
          />
        </div>
        <button className="h-11 rounded-md border-[1.5px] border-edge px-4 font-[650]">Search</button>
      </form>
      {query && (
        <p className="mt-6 font-ui text-ui text-ink-2">
          {describeAnswer(answer)} {total === 0 && nothingFound}
        </p>
      )}
      {topics.length > 0 && (
        <ol className="mt-4 max-w-measure border-t border-rule">
          {topics.map((topic) => (
            <li key={topic.slug} className="border-b border-rule py-5">
              <Found topic={topic} />
            </li>
          ))}
        </ol>
      )}
      {pages > 1 && (
        <nav aria-label="Pages of results" className="mt-5 flex gap-6 font-ui text-ui">
          {page > 1 && <PageLink to={resultsPage(query, page - 1)}>Previous results</PageLink>}
          <span className="py-1 text-ink-2">
            Page {page} of {pages}
          </span>
          {page < pages && <PageLink to={resultsPage(query, page + 1)}>More results</PageLink>}
        </nav>
      )}
    </>
  )
}

function PageLink({ to, children }: { to: string; children: string }) {
  return (
    <a href={to} className="link py-1">
      {children}
    </a>
  )
}

function Found({ topic: { slug, title, chapter, text, places } }: { topic: FoundTopic }) {
  return (
    <>
      {chapter && <p className="font-ui text-meta text-ink-2">{chapter}</p>}
      <h2 className="text-[1.1875rem] leading-snug font-[650]">
        <a href={`/${slug}`} className="link">
          <MarkedText pieces={title} />
        </a>
      </h2>
      <p className="mt-1 max-w-measure text-note text-ink-2">
        <MarkedText pieces={text} />
      </p>
      {places.length > 0 && (
        <ul className="mt-3 grid gap-3 border-s-2 border-rule ps-4">
          {places.map((place) => (
            <li key={place.kind + place.id} className="max-w-measure">
              <p className="font-ui text-ui">
                <a href={placeAddress(slug, place)} className="link inline-block min-h-6 font-semibold">
                  <MarkedText pieces={place.title} />
                </a>{' '}
                <span className="text-meta text-ink-2">{kindWords[place.kind]}</span>
              </p>
              <p className="text-[0.9375rem] leading-normal text-ink-2">
                <MarkedText pieces={place.text} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
