import type { CSSProperties } from 'react'
import { SearchForm } from '@/components/search/search-form'
import { describeResource } from '@/components/shelf/resource'
import { toAddress } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { counts, type Portal, type Resource, type Topic } from '@/lib/content'
import { describeState, type ReadingState } from '@/lib/shelf'

/** The promise, and beside it the promise kept: a list of tutorials, half done. */
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

/** What the rows of the example show. */
const samples: { state: ReadingState; bookmarked?: boolean; note?: string }[] = [
  { state: { progress: 'done', percent: null }, note: 'Shorter than it looks. Try the second half again.' },
  { state: { progress: 'reading', percent: 40 } },
  { state: { progress: 'to-read', percent: null }, bookmarked: true },
]

/** Tutorials whose sentence says enough by itself. */
function findExamples(topic: Topic): Resource[] {
  return topic.resources
    .filter((resource) => counts(resource) && resource.sentence.after.length > 40)
    .slice(0, samples.length)
}

/** Shows what marks look like; a picture, which no press and no reader of screens can enter. */
function Example({ topic }: { topic: Topic }) {
  return (
    <figure>
      <div inert className="plate">
        <p className="plate-head">
          <b>{topic.sidebartitle}</b> 1 of {samples.length} done, 1 being read
        </p>
        <ul className="resources">
          {findExamples(topic).map((resource, index) => (
            <SampleRow key={resource.id} resource={resource} {...samples[index]!} />
          ))}
        </ul>
      </div>
      <figcaption>
        A list, half done. Press the circle when you have read something, and the ribbon to bookmark it.
        {readEnv().guests && ' No account needed: marks stay in this browser until you make one.'}
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
      {note && <p className="pencil">{note}</p>}
    </li>
  )
}
