'use client'

import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import type { Answer, FoundResource, FoundTopic } from '@/lib/search'
import { listingAddress, resultsPage } from './addresses'
import { MarkedText } from './marked-text'
import { describeListing } from './words'

/** What the list of options needs of the field above it. */
export interface OptionsProps {
  /** The id of the option that Enter takes. */
  active: string | undefined
  onActive: (id: string) => void
}

/** The id of an option by its place. Anchors of headings have no capitals, so that none is the same. */
export const optionId = (place: number) => `searchOption${place}`

/** How many options an answer has. */
export function countOptions({ topics, resources }: Answer): number {
  return countTopicOptions(topics.found) + resources.found.length
}

function countTopicOptions(topics: FoundTopic[]): number {
  return topics.reduce((sum, { sections }) => sum + 1 + sections.length, 0)
}

/** An answer as options: topics with their sections, and tutorials; first those that have what was looked for. */
export function AnswerOptions({ answer, onTaken, ...props }: OptionsProps & { answer: Answer; onTaken: () => void }) {
  const [topics, resources] = [answer.topics.found, answer.resources.found]
  const topicsLead = answer.lead === 'topics'
  const firstTopic = topicsLead ? 0 : resources.length
  const firstResource = topicsLead ? countTopicOptions(topics) : 0
  const groups = [
    <Group key="topics" name="Topics" isEmpty={topics.length === 0}>
      {topics.map((topic, index) => (
        <TopicOptions
          key={topic.slug}
          topic={topic}
          first={firstTopic + countTopicOptions(topics.slice(0, index))}
          onTaken={onTaken}
          {...props}
        />
      ))}
    </Group>,
    <Group key="resources" name="Tutorials" isEmpty={resources.length === 0}>
      {resources.map((resource, index) => (
        <ResourceOption
          key={resource.id}
          resource={resource}
          place={firstResource + index}
          onTaken={onTaken}
          {...props}
        />
      ))}
    </Group>,
  ]
  return topicsLead ? groups : groups.reverse()
}

function Group({ name, isEmpty, children }: { name: string; isEmpty: boolean; children: ReactNode }) {
  return (
    !isEmpty && (
      <div role="group" aria-label={name} className="py-2">
        <div aria-hidden="true" className="px-3 pt-1 pb-0.5 text-meta font-semibold text-ink-2">
          {name}
        </div>
        {children}
      </div>
    )
  )
}

function TopicOptions({
  topic: { slug, title, chapter, text, sections },
  first,
  onTaken,
  ...props
}: OptionsProps & { topic: FoundTopic; first: number; onTaken: () => void }) {
  return (
    <>
      <Option href={toAddress(`/${slug}`)} place={first} onTake={onTaken} {...props}>
        <Heading aside={chapter}>
          <MarkedText pieces={title} />
        </Heading>
        <Words>
          <MarkedText pieces={text} />
        </Words>
      </Option>
      {sections.map((section, index) => (
        <Option
          key={section.id}
          href={toAddress(`/${slug}#${section.id}`)}
          place={first + 1 + index}
          onTake={onTaken}
          within
          {...props}
        >
          <Heading aside="section">
            <MarkedText pieces={section.title} />
          </Heading>
          <Words>
            <MarkedText pieces={section.text} />
          </Words>
        </Option>
      ))}
    </>
  )
}

function ResourceOption({
  resource,
  place,
  onTaken,
  ...props
}: OptionsProps & { resource: FoundResource; place: number; onTaken: () => void }) {
  return (
    <Option href={listingAddress(resource)} place={place} onTake={onTaken} {...props}>
      <Heading
        aside={
          <>
            <MarkedText pieces={resource.host} />, {describeListing(resource)}
          </>
        }
      >
        <MarkedText pieces={resource.title} />
      </Heading>
      <Words>
        <MarkedText pieces={resource.text} />
      </Words>
    </Option>
  )
}

/** What an option is called, and where it stands. */
function Heading({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <span className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span className="font-bold">{children}</span>
      {aside && <span className="text-meta text-ink-2">{aside}</span>}
    </span>
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
