import { toAddress } from '@/lib/base-path'
import type { Continuation } from '@/lib/continuation'
import type { LinkStates } from '@/lib/links'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { markFormId } from './mark-form'
import { ResourceControls, ResourceSentence } from './resource'

interface ContinueProps {
  continuation: Continuation
  shelf: Shelf
  marks: ReaderMarks
  linkStates: LinkStates
}

/** Shows where a reader left off: the topic, its next tutorial, and buttons for that tutorial. */
export function Continue({
  continuation: { topic, tutorial, afterFinished },
  shelf,
  marks,
  linkStates,
}: ContinueProps) {
  const form = markFormId(tutorial.id)
  return (
    <section aria-label="Continue" className="continue">
      <p className="font-ui text-meta font-semibold text-ink-2">
        {afterFinished ? `You’ve read everything in ${afterFinished.sidebartitle}. Next:` : 'Continue'}
      </p>
      <h1 className="page-title">
        <a href={toAddress(`/${topic.slug}`)} className="hover:underline">
          {topic.sidebartitle}
        </a>
      </h1>
      <ul className="resources">
        <li className="resource">
          <ResourceSentence resource={tutorial} shelf={shelf} linkStates={linkStates} />
          <ResourceControls resource={tutorial} marks={marks} page="/" placement="home" />
        </li>
      </ul>
      <p className="actions">
        <a href={tutorial.href} rel="noopener noreferrer" aria-label={`Open: ${tutorial.title}`} className="button">
          Open
        </a>
        <button
          form={form}
          name="progress"
          value="done"
          aria-label={`Mark as done: ${tutorial.title}`}
          className="button-quiet"
        >
          Mark as done
        </button>
        <button
          form={form}
          name="progress"
          value="skipped"
          aria-label={`Skip: ${tutorial.title}`}
          className="button-bare"
        >
          Skip
        </button>
      </p>
    </section>
  )
}
