'use client'

import type { ReactNode } from 'react'
import { toAddress } from '@/lib/base-path'
import type { SearchResults, FoundResource, FoundTopic } from '@/lib/search'
import { t } from '@/messages/generated/search'
import { optionStyle } from './browse-links'
import { HighlightedText } from './highlighted-text'
import type { LeftOff } from './list-left-off'
import { Listing } from './listing'
import { listingAddress, resultsPage } from './search-addresses'

/** The state of the field above the list of options. */
export interface OptionsProps {
  /** The id of the option that Enter opens. */
  active: string | undefined
  onActive: (id: string) => void
}

/** Returns the id of an option. Its capital letter keeps it distinct from the anchors of headings. */
export const optionId = (index: number) => `searchOption${index}`

/** Counts the options of an answer. */
export function countOptions({ topics, resources }: SearchResults): number {
  return countTopicOptions(topics.found) + resources.found.length
}

function countTopicOptions(topics: FoundTopic[]): number {
  return topics.reduce((sum, { sections }) => sum + 1 + sections.length, 0)
}

/** Results as options: topics with their sections, and tutorials, the better group first. */
export function ResultOptions({
  answer,
  onOpen,
  ...props
}: OptionsProps & { answer: SearchResults; onOpen: () => void }) {
  const [topics, resources] = [answer.topics.found, answer.resources.found]
  const topicsLead = answer.lead === 'topics'
  const firstTopic = topicsLead ? 0 : resources.length
  const firstResource = topicsLead ? countTopicOptions(topics) : 0
  const groups = [
    <Group key="topics" name={t('topics')} isEmpty={topics.length === 0}>
      {topics.map((topic, index) => (
        <TopicOptions
          key={topic.slug}
          topic={topic}
          first={firstTopic + countTopicOptions(topics.slice(0, index))}
          onOpen={onOpen}
          {...props}
        />
      ))}
    </Group>,
    <Group key="resources" name={t('tutorials')} isEmpty={resources.length === 0}>
      {resources.map((resource, index) => (
        <ResourceOption
          key={resource.id}
          resource={resource}
          index={firstResource + index}
          onOpen={onOpen}
          {...props}
        />
      ))}
    </Group>,
  ]
  return topicsLead ? groups : groups.reverse()
}

/** The classes of a heading in the search dialog. */
export const headingStyle = 'px-2.5 pt-2 pb-1 text-meta font-semibold text-ink-2'

function Group({ name, isEmpty, children }: { name: string; isEmpty: boolean; children: ReactNode }) {
  return (
    !isEmpty && (
      <div role="group" aria-label={name} className="pb-2">
        <div aria-hidden="true" className={headingStyle}>
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
  onOpen,
  ...props
}: OptionsProps & { topic: FoundTopic; first: number; onOpen: () => void }) {
  return (
    <>
      <Option href={toAddress(`/${slug}`)} index={first} onOpen={onOpen} {...props}>
        <Heading aside={chapter}>
          <HighlightedText pieces={title} />
        </Heading>
        <Words>
          <HighlightedText pieces={text} />
        </Words>
      </Option>
      {sections.map((section, index) => (
        <Option
          key={section.id}
          href={toAddress(`/${slug}#${section.id}`)}
          index={first + 1 + index}
          onOpen={onOpen}
          isIndented
          {...props}
        >
          <Heading aside={t('section')}>
            <HighlightedText pieces={section.title} />
          </Heading>
          <Words>
            <HighlightedText pieces={section.text} />
          </Words>
        </Option>
      ))}
    </>
  )
}

function ResourceOption({
  resource,
  index,
  onOpen,
  ...props
}: OptionsProps & { resource: FoundResource; index: number; onOpen: () => void }) {
  return (
    <Option href={listingAddress(resource)} index={index} onOpen={onOpen} {...props}>
      <Heading aside={<Listing resource={resource} />}>
        <HighlightedText pieces={resource.title} />
      </Heading>
      <Words>
        <HighlightedText pieces={resource.text} />
      </Words>
    </Option>
  )
}

/** The title of an option and, next to it, its position in the portal. */
function Heading({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <span className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span className="font-[650]">{children}</span>
      {aside && <span className="text-meta text-ink-2">{aside}</span>}
    </span>
  )
}

/** Topics in progress as options, each with its number of tutorials done. */
export function LeftOffOptions({
  leftOff,
  onOpen,
  ...props
}: OptionsProps & { leftOff: LeftOff[]; onOpen: () => void }) {
  return (
    <Group name={t('leftOff')} isEmpty={leftOff.length === 0}>
      {leftOff.map(({ address, topic, counts }, index) => (
        <Option key={address} href={address} index={index} onOpen={onOpen} {...props}>
          <span className="block font-[650]">{topic}</span>
          <span className="text-meta text-ink-2">{counts}</span>
        </Option>
      ))}
    </Group>
  )
}

/** Recent searches as options that search again. */
export function RecentOptions({
  recent,
  first,
  onSearch,
  ...props
}: OptionsProps & { recent: string[]; first: number; onSearch: (query: string) => void }) {
  return (
    <Group name={t('recentSearches')} isEmpty={recent.length === 0}>
      {recent.map((query, index) => (
        <Option
          key={query}
          href={resultsPage(query)}
          index={first + index}
          onOpen={(event) => {
            event.preventDefault()
            onSearch(query)
          }}
          {...props}
        >
          <span className="font-[650]">{query}</span>
        </Option>
      ))}
    </Group>
  )
}

interface OptionProps extends OptionsProps {
  href: string
  index: number
  isIndented?: boolean
  onOpen: (event: { preventDefault: () => void }) => void
  children: ReactNode
}

/** An option as a link, so that it can open in another tab. The focus stays in the field. */
function Option({ href, index, isIndented, onOpen, active, onActive, children }: OptionProps) {
  const id = optionId(index)
  return (
    <a
      href={href}
      id={id}
      role="option"
      aria-selected={id === active}
      tabIndex={-1}
      // These keys open the link in another tab or window, and the dialog stays.
      onClick={(event) => !(event.ctrlKey || event.metaKey || event.shiftKey) && onOpen(event)}
      onMouseMove={() => id !== active && onActive(id)}
      className={`${optionStyle} scroll-my-2 -outline-offset-2 aria-selected:bg-panel forced-colors:aria-selected:outline-2 aria-selected:[box-shadow:inset_calc(3px*var(--forward))_0_0_var(--color-petrol)] ${isIndented ? 'ms-3 md:ms-5' : ''}`}
    >
      {children}
    </a>
  )
}

function Words({ children }: { children: ReactNode }) {
  return <span className="mt-0.5 line-clamp-2 font-prose text-[0.9375rem] leading-[1.45] text-ink-2">{children}</span>
}
