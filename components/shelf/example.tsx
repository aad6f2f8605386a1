import type { CSSProperties } from 'react'
import { richText } from '@/components/ui/rich-text'
import { counts, type Portal, type Resource, type Topic } from '@/lib/content'
import { readEnv } from '@/lib/env'
import { describeState, type ReadingState } from '@/lib/shelf'
import { t } from '@/messages/generated/home'
import { describeResource } from './resource'

/** The marks of the example's rows. */
const samples: { state: ReadingState; bookmarked?: boolean; note?: 'exampleNote' }[] = [
  { state: { progress: 'done', percent: null }, note: 'exampleNote' },
  { state: { progress: 'reading', percent: 40 } },
  { state: { progress: 'to-read', percent: null }, bookmarked: true },
]

/** Returns tutorials whose sentences are long enough for the example. */
function findExamples(topic: Topic): Resource[] {
  return topic.resources
    .filter((resource) => counts(resource) && resource.sentence.after.length > 40)
    .slice(0, samples.length)
}

/** A half-read list that shows what marks look like; inert, so neither presses nor screen readers reach it. */
export function Example({ portal }: { portal: Portal }) {
  const topic = [...portal.topics.values()].find((topic) => findExamples(topic).length === samples.length)
  if (!topic) return null
  return (
    <figure>
      <div inert className="example">
        <p className="example-head">
          {richText(
            t.rich('exampleCounts', {
              b: (children) => <b>{children}</b>,
              topic: topic.sidebartitle,
              done: 1,
              total: samples.length,
              reading: 1,
            }),
          )}
        </p>
        <ul className="resources">
          {findExamples(topic).map((resource, index) => (
            <SampleRow key={resource.id} resource={resource} {...samples[index]!} />
          ))}
        </ul>
      </div>
      <figcaption>
        {t('example')}
        {readEnv().guests && ` ${t('exampleForGuests')}`}
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
      {note && <p className="note">{t(note)}</p>}
    </li>
  )
}
