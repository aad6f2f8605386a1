import { LocalDate } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Continuation } from '@/lib/continuation'
import type { LinkStates } from '@/lib/links'
import { countProgress, describeCounts, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/shelf'
import { markFormId } from './mark-form'
import { ResourceControls, ResourceSentence } from './resource'
import { RingPicture } from './spines'

interface ContinueProps {
  continuation: Continuation
  /** When the reader last changed a state of progress. */
  lastRead: Date | null
  shelf: Shelf
  marks: ReaderMarks
  linkStates: LinkStates
}

/** Shows where a reader left off: the topic, its next tutorial, and buttons for that tutorial. */
export function Continue({
  continuation: { topic, tutorial, afterFinished },
  lastRead,
  shelf,
  marks,
  linkStates,
}: ContinueProps) {
  const form = markFormId(tutorial.id)
  const counts = countProgress(topic.tutorialIds, shelf)
  return (
    <section aria-label={t('continue')} className="continue">
      <p className="font-ui text-meta font-semibold text-ink-2">
        {afterFinished
          ? t('continueAfter', { topic: afterFinished.sidebartitle })
          : lastRead
            ? richText(
                t.rich('continueSince', {
                  date: () => <LocalDate at={lastRead.toISOString()} asOf={marks.asOf} />,
                }),
              )
            : t('continue')}
      </p>
      <div className="continue-head">
        <h1 className="page-title">
          <a href={toAddress(`/${topic.slug}`)} className="hover:underline">
            {topic.sidebartitle}
          </a>
        </h1>
        <p>
          <RingPicture counts={counts} />
          <span>{describeCounts(counts)}</span>
        </p>
      </div>
      <ul className="resources">
        <li className="resource">
          <ResourceSentence resource={tutorial} shelf={shelf} linkStates={linkStates} />
          <ResourceControls resource={tutorial} marks={marks} page="/" placement="home" />
        </li>
      </ul>
      <p className="actions">
        <a
          href={tutorial.href}
          rel="noopener noreferrer"
          aria-label={t('openTutorial', { title: tutorial.title })}
          className="button"
        >
          {t('open')}
        </a>
        <button
          form={form}
          name="progress"
          value="done"
          aria-label={t('markTutorialAsDone', { title: tutorial.title })}
          className="button-quiet"
        >
          {t('markAsDone')}
        </button>
        <button
          form={form}
          name="progress"
          value="skipped"
          aria-label={t('skipTutorial', { title: tutorial.title })}
          className="button-bare"
        >
          {t('skip')}
        </button>
      </p>
    </section>
  )
}
