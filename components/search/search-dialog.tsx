'use client'

import { useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/search'
import { BrowseLinks, optionStyle } from './browse-links'
import { describeAnswer } from './describe-answer'
import type { LeftOff } from './list-left-off'
import { clearRecent, readRecent, rememberSearch } from './recent-searches'
import { resultsPage } from './search-addresses'
import { SearchIcon } from './search-icon'
import { countOptions, headingStyle, LeftOffOptions, optionId, RecentOptions, ResultOptions } from './search-options'
import { useSearchResults } from './use-search-results'

/** The props of the search dialog. */
export interface SearchDialogProps {
  /** The reader's topics in progress, shown before the reader types. */
  leftOff?: LeftOff[]
  /** Stops collecting what the reader types and returns it. */
  takeTyped: () => string
  onClose: () => void
}

/** Search in a dialog: a field with results below it; the arrow keys choose one. */
export function SearchDialog({ leftOff = [], takeTyped, onClose }: SearchDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [recent, setRecent] = useState(readRecent)
  const query = text.replace(/\s+/g, ' ').trim()
  const { answer, error, ...last } = useSearchResults(query, attempt)
  const isFresh = query !== '' && last.query === query
  const options = answer ? countOptions(answer) : query ? 0 : leftOff.length + recent.length

  // By default, the first result is active, and none of the suggestions. A new list resets the choice.
  const list = answer ? last.query : ''
  const [chosen, setChosen] = useState({ list, index: -1 })
  const index = Math.min(chosen.list === list && chosen.index >= 0 ? chosen.index : answer ? 0 : -1, options - 1)
  const active = index >= 0 ? optionId(index) : undefined

  const takeOver = useEffectEvent((input: HTMLInputElement) => {
    // Directly into the field, as the next key may come before it renders again.
    const early = takeTyped()
    input.value = early
    input.setSelectionRange(early.length, early.length)
    queueMicrotask(() => setText(early))
  })
  useLayoutEffect(() => {
    dialog.current?.showModal()
    field.current?.focus()
    if (field.current) takeOver(field.current)
  }, [])

  function choose(next: number) {
    const wrapped = (next + options) % options
    setChosen({ list, index: wrapped })
    document.getElementById(optionId(wrapped))?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' && options > 0) choose(index + 1)
    else if (event.key === 'ArrowUp' && options > 0) choose(index < 0 ? options - 1 : index - 1)
    // If the results are for an earlier text, Enter submits the form instead.
    else if (event.key === 'Enter' && active && (isFresh || !query)) {
      const { ctrlKey, metaKey, shiftKey } = event
      document
        .getElementById(active)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
    } else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) field.current?.select()
    else if (event.key !== 'Enter' || query) return
    event.preventDefault()
  }

  function close() {
    dialog.current?.close()
  }

  function openResult() {
    rememberSearch(query)
    close()
  }

  function searchFor(again: string) {
    setText(again)
    field.current?.focus()
  }

  function forget() {
    clearRecent()
    setRecent([])
    field.current?.focus()
  }

  const status = isFresh ? (error ?? (answer ? describeAnswer(answer) : '')) : ''
  const isMissing = isFresh && (answer?.nearness === 'some' || answer?.nearness === 'nothing')
  const choosing = { active, onActive: (id: string) => setChosen({ list, index: Number(id.replace(/\D/g, '')) }) }
  const shown = (
    <div
      id="searchOptions"
      role="listbox"
      aria-label={t(query ? 'results' : 'suggestions')}
      aria-busy={query !== '' && !isFresh}
    >
      {answer ? (
        <ResultOptions answer={answer} onOpen={openResult} {...choosing} />
      ) : (
        !query && (
          <>
            <LeftOffOptions leftOff={leftOff} onOpen={close} {...choosing} />
            <RecentOptions recent={recent} first={leftOff.length} onSearch={searchFor} {...choosing} />
          </>
        )
      )}
    </div>
  )
  return (
    <dialog
      ref={dialog}
      closedby="any"
      onClose={onClose}
      aria-label={t('search')}
      className="mx-auto mt-[9dvh] mb-auto max-h-[82dvh] w-[min(42rem,100vw-2rem)] max-w-none flex-col overflow-hidden rounded-[10px] border border-rule bg-paper font-ui text-ui text-ink [box-shadow:0_10px_30px_rgb(0_0_0/20%)] backdrop:bg-veil open:flex max-md:m-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:rounded-none max-md:border-0 print:hidden"
    >
      <form
        action={toAddress('/search')}
        onSubmit={() => query && rememberSearch(query)}
        className="flex items-center gap-3 border-b border-rule px-4.5 focus-within:[box-shadow:inset_0_-2px_0_var(--color-petrol)]"
      >
        <SearchIcon />
        <input
          ref={field}
          name="q"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          role="combobox"
          aria-label={t('fieldLabel')}
          aria-expanded={options > 0}
          aria-controls="searchOptions"
          aria-activedescendant={active}
          aria-autocomplete="list"
          placeholder={t('fieldLabel')}
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="h-14 min-w-0 flex-1 text-[1.0625rem] outline-none placeholder:text-ink-2 md:text-[1.125rem]"
        />
        <button type="button" onClick={close} className="-me-2 h-11 rounded-md px-2 font-semibold text-petrol">
          {common('close')}
        </button>
      </form>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-1 pb-3">
        <p role="status" className={`px-2.5 text-meta text-ink-2 ${status ? 'pt-2 pb-1' : ''}`}>
          {status}
        </p>
        {isFresh && error && (
          <p className="px-2.5 pt-2">
            <button type="button" onClick={() => setAttempt(attempt + 1)} className="link min-h-8 font-semibold">
              {common('tryAgain')}
            </button>
          </p>
        )}
        {query ? (
          <>
            {shown}
            {options > 0 && (
              <a
                href={resultsPage(query)}
                onClick={() => rememberSearch(query)}
                className={`${optionStyle} font-[650] text-petrol`}
              >
                {t('allResults')}
              </a>
            )}
            {isMissing && (
              <>
                <p className={headingStyle}>{t('tryOtherWords')}</p>
                <BrowseLinks suggestAt={answer.suggestAt} inRows />
              </>
            )}
          </>
        ) : (
          <div className={options > 0 ? 'grid gap-x-4 md:grid-cols-2' : ''}>
            <div>
              {shown}
              {recent.length > 0 && (
                <p className="flex flex-wrap gap-x-3 px-2.5 pb-2 text-meta text-ink-2">
                  {t('recentSaved')}
                  <button type="button" onClick={forget} className="-my-1 min-h-6 font-semibold hover:underline">
                    {t('clearRecent')}
                  </button>
                </p>
              )}
            </div>
            <div>
              <p className={headingStyle}>{t('goTo')}</p>
              <BrowseLinks inRows />
            </div>
          </div>
        )}
      </div>
      <p
        aria-hidden="true"
        className="border-t border-rule px-4.5 py-2.5 text-meta text-ink-2 max-md:hidden pointer-coarse:hidden"
      >
        {richText(t.rich('keys', { keys: key, enter: key, esc: key }))}
      </p>
    </dialog>
  )
}

const key = (children: ReactNode[]) => <kbd className="key ms-3 me-0.5 first:ms-0">{children}</kbd>
