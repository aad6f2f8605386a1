'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { toAddress } from '@/lib/base-path'
import { describeShortened } from '@/lib/shelf/mark'
import { createImportJob, type ImportJob, type ImportState } from './import-job'
import { ImportGroups } from './import-groups'
import { ImportProgress } from './import-progress'

const noSubscription = () => () => {}

/** Imports marks: the reader chooses files, sees a preview and starts the import. Needs JavaScript and says so. */
export function ImportMarks({ noteLength }: { noteLength: number }) {
  const [job] = useState(() => createImportJob(noteLength))
  const state = useSyncExternalStore(job.subscribe, job.getState, job.getState)
  const isHydrated = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  )
  if (!isHydrated)
    return (
      <div data-script-now>
        <noscript>
          <p className="message mt-6 max-w-measure">Importing needs JavaScript. Allow it for this page, then reload.</p>
        </noscript>
      </div>
    )
  return (
    <div className="mt-8 grid max-w-measure gap-8 font-ui text-ui">
      {state.step === 'choosing' ? <FileChooser job={job} state={state} /> : <Steps job={job} state={state} />}
    </div>
  )
}

function FileChooser({ job, state }: { job: ImportJob; state: ImportState }) {
  return (
    <div>
      {state.refused.length > 0 && <Refused state={state} />}
      <label htmlFor="files" className="font-semibold">
        Files to import
      </label>
      <p id="files-hint" className="text-meta text-ink-2">
        Choose one or more: an exported shelf (JSON), a browser’s bookmarks (HTML or JSON), an export from Pocket,
        Instapaper, Raindrop, Readwise Reader, wallabag, Linkwarden, Karakeep, Omnivore, Pinboard, Diigo or others, a
        Markdown list with ticks, or a list of addresses.
      </p>
      <input
        id="files"
        type="file"
        multiple
        aria-describedby="files-hint"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          if (files.length > 0) void job.choose(files)
        }}
        className="field mt-1.5 file:me-3 file:min-h-8 file:rounded file:border-[1.5px] file:border-edge file:bg-panel file:px-3 file:text-ink"
      />
    </div>
  )
}

/** The steps after the choice of files. The heading takes the focus at each step. */
function Steps({ job, state }: { job: ImportJob; state: Exclude<ImportState, { step: 'choosing' }> }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [state.step])
  return (
    <>
      <section aria-labelledby="import-step" className="grid justify-items-start gap-4">
        <h2
          ref={heading}
          id="import-step"
          tabIndex={-1}
          className="text-h2 font-[750] tracking-[-0.015em] outline-none"
        >
          {title(state)}
        </h2>
        <Step job={job} state={state} />
      </section>
      {state.refused.length > 0 && <Refused state={state} />}
      {(state.step === 'checked' ||
        state.step === 'imported' ||
        (state.step === 'stopped' && state.during === 'importing')) && <ImportGroups state={state} />}
    </>
  )
}

const stepTitles = { reading: 'Reading your files', checking: 'Looking up your tutorials', importing: 'Importing' }

function title(state: Exclude<ImportState, { step: 'choosing' }>): string {
  if (state.step === 'checked')
    return state.groups.new.length ? `${count(state.groups.new.length, 'mark')} to import` : 'Nothing new to import'
  if (state.step === 'imported') return `${count(state.marks, 'mark')} imported`
  if (state.step === 'stopped') return `Stopped: ${stepTitles[state.during].toLowerCase()}`
  return stepTitles[state.step]
}

function Step({ job, state }: { job: ImportJob; state: Exclude<ImportState, { step: 'choosing' }> }) {
  const startOver = (
    <button type="button" onClick={job.reset} className="min-h-11 px-2 underline">
      Choose other files
    </button>
  )
  if (state.step === 'checked')
    return (
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        {state.groups.new.length > 0 && (
          <button type="button" onClick={() => void job.start()} className="button min-h-11">
            Import {count(state.groups.new.length, 'mark')}
          </button>
        )}
        {startOver}
      </p>
    )
  if (state.step === 'imported')
    return (
      <>
        {state.shortened > 0 && <p className="mb-3 max-w-measure">{describeShortened(state.shortened)}</p>}
        <p className="flex flex-wrap gap-x-4 gap-y-2">
          <a href={toAddress('/shelf')} className="button min-h-11">
            View your shelf
          </a>
          {startOver}
        </p>
      </>
    )
  if (state.step !== 'stopped')
    return <ImportProgress state={state} label={stepTitles[state.step]} onCancel={job.cancel} />
  return (
    <>
      <p role="alert" className="message max-w-measure">
        {state.message} {describeStop(state)}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        {state.during !== 'reading' && (
          <button type="button" onClick={() => void job.resume()} className="button min-h-11">
            Continue
          </button>
        )}
        {state.signIn && (
          <a href={`${state.signIn}?next=/shelf/import`} className="link inline-flex min-h-11 items-center">
            Sign in
          </a>
        )}
        {startOver}
      </p>
    </>
  )
}

function describeStop({ during, done, total }: Extract<ImportState, { step: 'stopped' }>): string {
  if (during === 'reading') return 'Nothing was imported.'
  const rows = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`
  return during === 'checking'
    ? `${rows} checked. Nothing has been imported yet.`
    : `${rows} are on your shelf. Continue to import the rest. Nothing is imported twice.`
}

function Refused({ state }: { state: ImportState }) {
  return (
    <div role="alert" data-tone="danger" className="message mb-6 max-w-measure">
      <p className="font-semibold">
        {state.refused.length === 1 ? 'We couldn’t read one file.' : `We couldn’t read ${state.refused.length} files.`}
      </p>
      <ul>
        {state.refused.map(({ file, reason }, index) => (
          <li key={index} className="wrap-anywhere">
            {file}: {reason}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** "1 mark", "2,000 marks". */
function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
