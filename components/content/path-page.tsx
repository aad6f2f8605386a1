import { Fragment, type ReactNode } from 'react'
import { ResourceControls, ResourceSentence } from '@/components/shelf/resource'
import { RingPicture } from '@/components/shelf/spines'
import { StepTutorials } from '@/components/shelf/step-tutorials'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { quoteResource, type Path, type PathStep, type Resource, type Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { isStepDone, readPathProgress, type PathProgress } from '@/lib/path-progress'
import { countProgress, describeCounts, emptyShelf, type Counts, type ReaderMarks, type Shelf } from '@/lib/shelf'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'
import { BreadcrumbTrail } from './breadcrumb-trail'
import { describeHours, describeSize } from './path-list'
import { countTutorials } from './topic-list'

interface PathPageProps {
  path: Path
  /** Both null for a signed-out viewer. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  linkStates: LinkStates
}

/** A path: its topics in order, the tutorials of each with the reader's marks, and the milestones. */
export function PathPage({ path, shelf, marks, linkStates }: PathPageProps) {
  const progress = readPathProgress(path, shelf ?? emptyShelf)
  return (
    <div className="topic">
      <article>
        <header>
          <BreadcrumbTrail
            steps={[
              { href: '/', name: common('home') },
              { href: '/paths', name: common('paths') },
              { href: `/paths/${path.slug}`, name: path.sidebartitle },
            ]}
          />
          <h1 className="page-title">{path.title}</h1>
          <p className="lede">{path.meta}</p>
          <p className="path-audience">{path.audience}</p>
        </header>
        <div className="topic-progress">
          <ProgressSummary path={path} progress={progress} shelf={shelf} />
        </div>
        <ol className="steps">
          {path.steps.map((step, index) => (
            <Fragment key={step.topic.slug}>
              <Step
                step={step}
                number={index + 1}
                counts={progress.steps[index]!}
                isCurrent={progress.isBegun && progress.current === index}
                page={`/paths/${path.slug}`}
                shelf={shelf}
                marks={marks}
                linkStates={linkStates}
              />
              {step.milestone && <Milestone {...step.milestone} />}
            </Fragment>
          ))}
        </ol>
      </article>
      <aside aria-label={t('aboutPath')} className="path-side">
        <nav aria-labelledby="pathSteps" className="on-this-page">
          <h2 id="pathSteps">{t('stepsTitle')}</h2>
          <ol>
            {path.steps.map((step, index) => (
              <li key={step.topic.slug}>
                <a href={`#step-${index + 1}`}>
                  {isStepDone(step, progress.steps[index]!)
                    ? richText(
                        t.rich('stepDone', {
                          topic: step.topic.sidebartitle,
                          state: (children) => <span className="sr-only">{children}</span>,
                        }),
                      )
                    : step.topic.sidebartitle}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        {path.needs.length > 0 && (
          <section>
            <h2>{t('beforeYouStart')}</h2>
            <ul>
              {path.needs.map((topic) => (
                <Need key={topic.slug} topic={topic} shelf={shelf} />
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>{t('youWillNeed')}</h2>
          <ul>
            <li>{describeHours(path)}</li>
            {path.bring.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </section>
      </aside>
    </div>
  )
}

const strong = (children: ReactNode[]) => <strong className="font-bold">{children}</strong>

/** The reader's progress on the path, with a link to the current step. */
function ProgressSummary({ path, progress, shelf }: { path: Path; progress: PathProgress; shelf: Shelf | null }) {
  const { counts, current, isBegun } = progress
  const size = `${describeSize(path).join(', ')}.`
  if (!shelf)
    return (
      <div>
        <p>
          {size} {t('markToKeepPlace')}
        </p>
      </div>
    )
  if (current === null)
    return (
      <div>
        <RingPicture counts={counts} />
        <p>{richText(t.rich('pathCompleted', { b: strong, counts: describeCounts(counts) }))}</p>
      </div>
    )
  const next = path.steps[current]!.topic.sidebartitle
  return (
    <div>
      {isBegun && <RingPicture counts={counts} />}
      <div>
        <p>
          {isBegun
            ? richText(
                t.rich('stepOf', {
                  b: strong,
                  step: current + 1,
                  steps: path.steps.length,
                  counts: describeCounts(counts),
                }),
              )
            : size}
        </p>
        <a href={`#step-${current + 1}`}>{t(isBegun ? 'continueWith' : 'startWith', { topic: next })}</a>
      </div>
    </div>
  )
}

interface StepProps {
  step: PathStep
  number: number
  counts: Counts
  isCurrent: boolean
  /** The address of the path. */
  page: string
  shelf: Shelf | null
  marks: ReaderMarks | null
  linkStates: LinkStates
}

function Step({ step, number, counts, isCurrent, page, shelf, marks, linkStates }: StepProps) {
  const { topic, note, tutorials } = step
  const isDone = isStepDone(step, counts)
  const isBegun = counts.done + counts.reading + counts.skipped > 0
  return (
    <li id={`step-${number}`} data-step={isDone ? 'done' : ''} aria-current={isCurrent ? 'step' : undefined}>
      <span className="step-marker" aria-hidden="true">
        {isDone ? <Tick /> : number}
        {!isDone && isBegun && <RingPicture counts={counts} />}
      </span>
      <header>
        <h2>
          <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
        </h2>
        <p>{isBegun ? describeCounts(counts) : countTutorials(tutorials.length)}</p>
      </header>
      <p>{note}</p>
      {tutorials.length > 0 && (
        <StepTutorials done={isDone} count={countTutorials(tutorials.length)}>
          {tutorials.map((resource) => (
            <Row
              key={resource.id}
              resource={resource}
              topic={topic}
              page={page}
              shelf={shelf}
              marks={marks}
              linkStates={linkStates}
            />
          ))}
        </StepTutorials>
      )}
    </li>
  )
}

interface RowProps extends Pick<StepProps, 'page' | 'shelf' | 'marks' | 'linkStates'> {
  resource: Resource
  topic: Topic
}

/** A tutorial in its topic's sentence, or by its title if the sentence can't be quoted. */
function Row({ resource, topic, page, shelf, marks, linkStates }: RowProps) {
  const sentence = quoteResource(topic, resource.id) ?? undefined
  return (
    <li className="resource">
      <ResourceSentence resource={{ ...resource, sentence }} shelf={shelf} linkStates={linkStates} />
      <ResourceControls resource={resource} marks={marks} page={page} />
    </li>
  )
}

function Milestone({ title, text }: { title: string; text: string }) {
  return (
    <li className="milestone">
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <path d="M6 19V4h10.5l-2.200 3.500 2.200 3.500H6" />
      </svg>
      <p>
        <b>{title}</b>
        {text}
      </p>
    </li>
  )
}

function Need({ topic: { slug, sidebartitle, tutorialIds }, shelf }: { topic: Topic; shelf: Shelf | null }) {
  return (
    <li>
      <a href={toAddress(`/${slug}`)}>{sidebartitle}</a>
      {shelf && tutorialIds.length > 0 && <small>{describeCounts(countProgress(tutorialIds, shelf))}</small>}
    </li>
  )
}

function Tick() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16">
      <path d="M3.5 8.300l3 3 6-6.300" />
    </svg>
  )
}
