import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import type { Topic } from '@/lib/content'
import { longestQuery, type SearchResults, type FoundResource, type FoundTopic } from '@/lib/search'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/search'
import { BrowseLinks } from './browse-links'
import { describeAnswer } from './describe-answer'
import { HighlightedText } from './highlighted-text'
import { Listing } from './listing'
import { listingAddress, resultsPage } from './search-addresses'

interface SearchPageProps {
  answer: SearchResults
  /** The shown page of the results, from 1, and the number of pages. */
  page: number
  pages: number
  /** The address for suggestions of missing topics. */
  suggestAt: string | null
  /** The first topics of the chapters. */
  chapters: Pick<Topic, 'slug' | 'sidebartitle'>[]
}

/** The ids of the lists. */
const foundTopics = 'foundTopics'
const foundResources = 'foundTutorials'

/** The search page, which works without script. */
export function SearchPage({ answer, page, pages, suggestAt, chapters }: SearchPageProps) {
  const { query, nearness, topics, resources } = answer
  const isMissing = nearness === 'nothing' || nearness === 'some'
  const second =
    answer.lead === 'topics'
      ? ({ id: foundResources, label: 'goToTutorials' } as const)
      : ({ id: foundTopics, label: 'goToTopics' } as const)
  const groups = [
    <Group key="topics" id={foundTopics} name={t('topics')} isEmpty={topics.found.length === 0}>
      {topics.found.map((topic) => (
        <li key={topic.slug} className="border-b border-rule py-5">
          <TopicResult topic={topic} />
        </li>
      ))}
    </Group>,
    <Group key="resources" id={foundResources} name={t('tutorials')} isEmpty={resources.found.length === 0}>
      {resources.found.map((resource) => (
        <li key={resource.id} className="border-b border-rule py-4">
          <ResourceResult resource={resource} />
        </li>
      ))}
    </Group>,
  ]
  return (
    <>
      <h1 className="mt-1.5 mb-5 text-h1 font-extrabold tracking-[-0.025em]">{t('search')}</h1>
      <form
        action={toAddress('/search')}
        role="search"
        className="flex max-w-measure flex-wrap gap-x-3 gap-y-1 font-ui text-ui"
      >
        <label htmlFor="search-q" className="basis-full font-[650]">
          {t('fieldLabelLong')}
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
          className="field min-w-0 flex-1"
        />
        <button className="h-11 rounded-md border-[1.5px] border-edge px-4 font-[650]">{t('submit')}</button>
      </form>
      {query ? (
        <>
          <p className="mt-6 font-ui text-ui text-ink-2">
            {describeAnswer(answer)}
            {topics.found.length > 0 && resources.found.length > 0 && (
              <>
                {' '}
                <a href={`#${second.id}`} className="link inline-block min-h-6">
                  {t(second.label)}
                </a>
              </>
            )}
          </p>
          {isMissing && nearness === 'nothing' && <NextSteps suggestAt={suggestAt} chapters={chapters} />}
          {answer.lead === 'topics' ? groups : groups.reverse()}
          {isMissing && nearness === 'some' && <NextSteps suggestAt={suggestAt} chapters={chapters} />}
        </>
      ) : (
        <Chapters chapters={chapters} />
      )}
      {pages > 1 && (
        <nav aria-label={t('pagesOfResults')} className="mt-5 flex gap-6 font-ui text-ui">
          {page > 1 && <PageLink to={resultsPage(query, page - 1)}>{common('previousPage')}</PageLink>}
          <span className="py-1 text-ink-2">{common('pageOf', { page, pages })}</span>
          {page < pages && <PageLink to={resultsPage(query, page + 1)}>{common('nextPage')}</PageLink>}
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

interface GroupProps {
  id: string
  name: string
  isEmpty: boolean
  children: ReactNode
}

function Group({ id, name, isEmpty, children }: GroupProps) {
  return (
    !isEmpty && (
      <section id={id} aria-label={name} className="mt-6 max-w-measure">
        <h2 className="font-ui text-ui font-[650]">{name}</h2>
        <ol className="mt-2 border-t border-rule">{children}</ol>
      </section>
    )
  )
}

function TopicResult({ topic: { slug, title, chapter, text, sections } }: { topic: FoundTopic }) {
  return (
    <>
      {chapter && <p className="font-ui text-meta text-ink-2">{chapter}</p>}
      <h3 className="text-[1.1875rem] leading-snug font-[650]">
        <a href={toAddress(`/${slug}`)} className="link">
          <HighlightedText pieces={title} />
        </a>
      </h3>
      <p className="mt-1 text-note text-ink-2">
        <HighlightedText pieces={text} />
      </p>
      {sections.length > 0 && (
        <ul className="mt-3 grid gap-3 border-s-2 border-rule ps-4">
          {sections.map((section) => (
            <li key={section.id}>
              <p className="font-ui text-ui">
                <a href={toAddress(`/${slug}#${section.id}`)} className="link inline-block min-h-6 font-semibold">
                  <HighlightedText pieces={section.title} />
                </a>
              </p>
              <p className="text-[0.9375rem] leading-normal text-ink-2">
                <HighlightedText pieces={section.text} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ResourceResult({ resource }: { resource: FoundResource }) {
  return (
    <>
      <h3 className="font-ui text-[1rem] leading-snug font-semibold">
        <a href={listingAddress(resource)} className="link inline-block min-h-6">
          <HighlightedText pieces={resource.title} />
        </a>
      </h3>
      <p className="font-ui text-meta text-ink-2">
        <Listing resource={resource} />
      </p>
      <p className="mt-1 text-[0.9375rem] leading-normal text-ink-2">
        <HighlightedText pieces={resource.text} />
      </p>
    </>
  )
}

/** What to try if no result matches all of the words. */
function NextSteps({ suggestAt, chapters }: Pick<SearchPageProps, 'suggestAt' | 'chapters'>) {
  return (
    <div className="mt-4 max-w-measure">
      <p className="font-ui text-ui">{t('tryOtherWords')}</p>
      <BrowseLinks suggestAt={suggestAt} />
      <Chapters chapters={chapters} />
    </div>
  )
}

/** Links to the chapters. */
function Chapters({ chapters }: Pick<SearchPageProps, 'chapters'>) {
  return (
    <nav aria-label={t('chapters')} className="mt-6 max-w-measure">
      <h2 className="font-ui text-ui font-[650]">{t('browseByChapter')}</h2>
      <ul className="mt-2 border-t border-rule font-ui text-ui">
        {chapters.map(({ slug, sidebartitle }) => (
          <li key={slug} className="border-b border-rule">
            <a
              href={toAddress(`/${slug}`)}
              className="flex min-h-11 items-center font-semibold hover:text-petrol hover:underline"
            >
              {sidebartitle}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
