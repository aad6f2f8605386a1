'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { toAddress } from '@/lib/base-path'
import { joinedNoteLength } from '@/lib/shelf/mark'
import { t } from '@/messages/generated/transfer'
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
          <p className="message mt-6 max-w-measure">{t('importNeedsScript')}</p>
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
        {t('filesToImport')}
      </label>
      <p id="files-hint" className="text-meta text-ink-2">
        {t('filesHint')}
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

const stopped = { reading: 'readingStopped', checking: 'checkingStopped', importing: 'importingStopped' } as const

function title(state: Exclude<ImportState, { step: 'choosing' }>): string {
  if (state.step === 'checked')
    return state.groups.new.length ? t('marksToImport', { count: state.groups.new.length }) : t('nothingNew')
  if (state.step === 'imported') return t('marksImported', { count: state.marks })
  if (state.step === 'stopped') return t(stopped[state.during])
  return t(state.step)
}

function Step({ job, state }: { job: ImportJob; state: Exclude<ImportState, { step: 'choosing' }> }) {
  const startOver = (
    <button type="button" onClick={job.reset} className="min-h-11 px-2 underline">
      {t('chooseOtherFiles')}
    </button>
  )
  if (state.step === 'checked')
    return (
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        {state.groups.new.length > 0 && (
          <button type="button" onClick={() => void job.start()} className="button min-h-11">
            {t('importMarks', { count: state.groups.new.length })}
          </button>
        )}
        {startOver}
      </p>
    )
  if (state.step === 'imported')
    return (
      <>
        {state.shortened > 0 && (
          <p className="mb-3 max-w-measure">{t('notesShortened', { count: state.shortened, max: joinedNoteLength })}</p>
        )}
        <p className="flex flex-wrap gap-x-4 gap-y-2">
          <a href={toAddress('/shelf')} className="button min-h-11">
            {t('viewShelf')}
          </a>
          {startOver}
        </p>
      </>
    )
  if (state.step !== 'stopped') return <ImportProgress state={state} label={t(state.step)} onCancel={job.cancel} />
  return (
    <>
      <p role="alert" className="message max-w-measure">
        {state.message} {describeStop(state)}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        {state.during !== 'reading' && (
          <button type="button" onClick={() => void job.resume()} className="button min-h-11">
            {t('continue')}
          </button>
        )}
        {state.signIn && (
          <a href={`${state.signIn}?next=/shelf/import`} className="link inline-flex min-h-11 items-center">
            {t('signIn')}
          </a>
        )}
        {startOver}
      </p>
    </>
  )
}

function describeStop({ during, done, total }: Extract<ImportState, { step: 'stopped' }>): string {
  if (during === 'reading') return t('nothingImported')
  return t(during === 'checking' ? 'rowsChecked' : 'rowsImported', { done, total })
}

function Refused({ state }: { state: ImportState }) {
  return (
    <div role="alert" data-tone="danger" className="message mb-6 max-w-measure">
      <p className="font-semibold">{t('filesRefused', { count: state.refused.length })}</p>
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
