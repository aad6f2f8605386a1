'use client'

import type { ReactNode } from 'react'
import type { Answer, FoundTopic } from '@/lib/search'
import { placeAddress, resultsPage } from './addresses'
import { MarkedText } from './marked-text'
import { kindWords } from './words'

/** What the list of options needs of the field above it. */
export interface OptionsProps {
  /** The id of the option that Enter takes. */
  active: string | undefined
  onActive: (id: string) => void
}

/** The id of an option by its place. Anchors of headings have no capitals, so that none is the same. */
export const optionId = (place: number) => `searchOption${place}`

/** An answer as options: each topic with the places in it. */
export function AnswerOptions({ answer, onTaken, ...props }: OptionsProps & { answer: Answer; onTaken: () => void }) {
  const firsts = answer.topics.map((_, index) =>
    answer.topics.slice(0, index).reduce((sum, { places }) => sum + 1 + places.length, 0),
  )
  return answer.topics.map((topic, index) => (
    <TopicOptions key={topic.slug} topic={topic} first={firsts[index] ?? 0} onTaken={onTaken} {...props} />
  ))
}

function TopicOptions({
  topic: { slug, title, chapter, text, places },
  first,
  onTaken,
  ...props
}: OptionsProps & { topic: FoundTopic; first: number; onTaken: () => void }) {
  return (
    <div role="group" aria-label={title.join('')} className="border-b border-rule py-2 last:border-b-0">
      <Option href={`/${slug}`} place={first} onTake={onTaken} {...props}>
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="text-[1.0625rem] font-bold text-petrol">
            <MarkedText pieces={title} />
          </span>
          {chapter && <span className="text-meta text-ink-2">{chapter}</span>}
        </span>
        <Words>
          <MarkedText pieces={text} />
        </Words>
      </Option>
      {places.map((each, index) => (
        <Option
          key={each.kind + each.id}
          href={placeAddress(slug, each)}
          place={first + 1 + index}
          onTake={onTaken}
          within
          {...props}
        >
          <span className="flex items-baseline justify-between gap-x-4">
            <span className="font-semibold">
              <MarkedText pieces={each.title} />
            </span>
            <span className="text-meta text-ink-2">{kindWords[each.kind]}</span>
          </span>
          <Words>
            <MarkedText pieces={each.text} />
          </Words>
        </Option>
      ))}
    </div>
  )
}

/** Recent searches as options that search for the same again. */
export function RecentOptions({
  recent,
  onTake,
  ...props
}: OptionsProps & { recent: string[]; onTake: (query: string) => void }) {
  return (
    <div role="group" aria-label="Recent searches" className="py-2">
      {recent.map((query, place) => (
        <Option
          key={query}
          href={resultsPage(query)}
          place={place}
          onTake={(event) => {
            event.preventDefault()
            onTake(query)
          }}
          {...props}
        >
          {query}
        </Option>
      ))}
    </div>
  )
}

interface OptionProps extends OptionsProps {
  href: string
  place: number
  within?: boolean
  onTake: (event: { preventDefault: () => void }) => void
  children: ReactNode
}

/** A link, so that it opens elsewhere as links do; the focus stays in the field. */
function Option({ href, place, within, onTake, active, onActive, children }: OptionProps) {
  const id = optionId(place)
  return (
    <a
      href={href}
      id={id}
      role="option"
      aria-selected={id === active}
      tabIndex={-1}
      // With one of these held it opens elsewhere, and the search stays as it is.
      onClick={(event) => !(event.ctrlKey || event.metaKey || event.shiftKey) && onTake(event)}
      onMouseMove={() => id !== active && onActive(id)}
      className={`block min-h-8 scroll-my-2 rounded px-3 py-1.5 aria-selected:bg-panel aria-selected:[box-shadow:inset_3px_0_0_var(--color-petrol)] ${within ? 'ms-3 md:ms-5' : ''}`}
    >
      {children}
    </a>
  )
}

function Words({ children }: { children: ReactNode }) {
  return <span className="mt-0.5 line-clamp-2 font-prose text-[0.875rem] leading-normal text-ink-2">{children}</span>
}
