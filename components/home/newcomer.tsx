import type { CSSProperties } from 'react'
import { SearchForm } from '@/components/search/search-form'
import { describeResource } from '@/components/shelf/resource'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { counts, type Portal, type Resource, type Topic } from '@/lib/content'
import { describeState, type ReadingState } from '@/lib/shelf'

/** Introduces the portal to newcomers, with an example of a half-read list. */
export function Newcomer({ portal }: { portal: Portal }) {
  const first = portal.chapters[0]?.head
  const example = [...portal.topics.values()].find((topic) => findExamples(topic).length === samples.length)
  return (
    <div className="hero">
      <header>
        <h1 className="page-title">{portal.settings.home.heading}</h1>
        <p className="lede">{portal.settings.home.lede}</p>
        <p className="actions">
          {first && (
            <a href={toAddress(`/${first.slug}`)} className="button">
              Start with {first.sidebartitle}
            </a>
          )}
          <a href={toAddress('/contents')} className="button-quiet">
            All {portal.topics.size} topics
          </a>
        </p>
        <SearchForm />
      </header>
      {example && <Example topic={example} />}
    </div>
  )
}

/** The marks of the example's rows. */
const samples: { state: ReadingState; bookmarked?: boolean; note?: string }[] = [
  { state: { progress: 'done', percent: null }, note: 'Shorter than it looks. Try the second half again.' },
  { state: { progress: 'reading', percent: 40 } },
  { state: { progress: 'to-read', percent: null }, bookmarked: true },
]

/** Returns tutorials whose sentences are long enough for the example. */
function findExamples(topic: Topic): Resource[] {
  return topic.resources
    .filter((resource) => counts(resource) && resource.sentence.after.length > 40)
    .slice(0, samples.length)
}

/** Shows what marks look like; inert, so neither presses nor screen readers reach it. */
function Example({ topic }: { topic: Topic }) {
  return (
    <figure>
      <div inert className="example">
        <p className="example-head">
          <b>{topic.sidebartitle}</b> 1 of {samples.length} done, 1 being read
        </p>
        <ul className="resources">
          {findExamples(topic).map((resource, index) => (
            <SampleRow key={resource.id} resource={resource} {...samples[index]!} />
          ))}
        </ul>
      </div>
      <figcaption>
        An example list. Press the circle when you’ve read something, and the ribbon to bookmark it.
        {readEnv().guests && ' You don’t need an account. Without one, your marks are saved for this browser only.'}
      </figcaption>
    </figure>
  )
}

function SampleRow({ resource, state, bookmarked = false, note }: { resource: Resource } & (typeof samples)[number]) {
  const { before, words, after } = resource.sentence
  return (
    <li className="resource">
      <p className="sentence">
        {before}
        <span className="resource-link">{words}</span>
        {after}
      </p>
      <div
        className="mark"
        data-progress={state.progress === 'to-read' ? undefined : state.progress}
        style={state.percent === null ? undefined : ({ '--percent': state.percent } as CSSProperties)}
      >
        <button type="button" className="glyph" />
        <button type="button" aria-pressed={bookmarked} className="ribbon" />
      </div>
      <p className="meta">
        {state.progress !== 'to-read' && (
          <>
            <b>{describeState(state)}</b>
            {' · '}
          </>
        )}
        {describeResource(resource)}
      </p>
      {note && <p className="note">{note}</p>}
    </li>
  )
}
