'use client'

import { useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { toAddress } from '@/lib/base-path'
import { resultsPage } from './addresses'
import { clearRecent, readRecent, rememberSearch } from './recent-searches'
import { AnswerOptions, countOptions, optionId, RecentOptions } from './search-options'
import { useAnswer } from './use-answer'
import { WaysOn } from './ways-on'
import { describeAnswer, nothingFound } from './words'

export interface SearchDialogProps {
  /** Ends the collecting of what is typed before the dialog is there, and gives it. */
  takeTyped: () => string
  onClose: () => void
}

/** Search over the page that is open: a field, and below it what it finds, to be walked with the arrow keys. */
export function SearchDialog({ takeTyped, onClose }: SearchDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [recent, setRecent] = useState(readRecent)
  const query = text.replace(/\s+/g, ' ').trim()
  const { answer, trouble, ...asked } = useAnswer(query, attempt)
  const fresh = query !== '' && asked.query === query
  const options = answer ? countOptions(answer) : query ? 0 : recent.length

  // The first result is chosen already, a recent search is not; another list, another choice.
  const list = answer ? asked.query : ''
  const [chosen, setChosen] = useState({ list, place: -1 })
  const place = Math.min(chosen.list === list && chosen.place >= 0 ? chosen.place : answer ? 0 : -1, options - 1)
  const active = place >= 0 ? optionId(place) : undefined

  const takeOver = useEffectEvent((input: HTMLInputElement) => {
    // In the field at once, since the next key may come before it is rendered again.
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
    setChosen({ list, place: wrapped })
    document.getElementById(optionId(wrapped))?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' && options > 0) choose(place + 1)
    else if (event.key === 'ArrowUp' && options > 0) choose(place < 0 ? options - 1 : place - 1)
    // An answer to something else than what stands in the field is not opened; the page of results is.
    else if (event.key === 'Enter' && active && (fresh || !query)) {
      const { ctrlKey, metaKey, shiftKey } = event
      document
        .getElementById(active)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
    } else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) field.current?.select()
    else if (event.key !== 'Enter' || query) return
    event.preventDefault()
  }

  function take() {
    rememberSearch(query)
    dialog.current?.close()
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

  const said = fresh ? (trouble ?? (answer ? describeAnswer(answer) : '')) : ''
  const isMissing = fresh && (answer?.nearness === 'some' || answer?.nearness === 'nothing')
  const hasMore =
    fresh &&
    answer !== null &&
    answer.topics.total + answer.resources.total > answer.topics.found.length + answer.resources.found.length
  const choosing = { active, onActive: (id: string) => setChosen({ list, place: Number(id.replace(/\D/g, '')) }) }
  return (
    <dialog
      ref={dialog}
      closedby="any"
      onClose={onClose}
      aria-label="Search"
      className="mx-auto mt-[8dvh] mb-auto max-h-[84dvh] w-[min(44rem,100vw-2rem)] max-w-none flex-col overflow-hidden rounded-lg bg-paper font-ui text-ui text-ink backdrop:bg-veil open:flex max-md:m-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:rounded-none print:hidden"
    >
      <form
        action={toAddress('/search')}
        onSubmit={() => query && rememberSearch(query)}
        className="flex items-center gap-2 border-b border-rule p-3"
      >
        <input
          ref={field}
          name="q"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          role="combobox"
          aria-label="Search topics and tutorials"
          aria-expanded={options > 0}
          aria-controls="searchOptions"
          aria-activedescendant={active}
          aria-autocomplete="list"
          placeholder="Search topics and tutorials"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="field min-w-0 flex-1 text-[1.0625rem] placeholder:text-ink-2"
        />
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className="h-11 rounded-md px-3 font-semibold text-petrol"
        >
          Close
        </button>
      </form>
      <p role="status" className={`px-6 text-meta text-ink-2 ${said ? 'pt-3' : ''}`}>
        {said}
      </p>
      {fresh && trouble && (
        <p className="px-6 pt-2 pb-4">
          <button type="button" onClick={() => setAttempt(attempt + 1)} className="link min-h-8 font-semibold">
            Try again
          </button>
        </p>
      )}
      {!query && recent.length > 0 && (
        <p className="flex items-center justify-between gap-4 px-6 pt-2 text-meta text-ink-2">
          <span>Recent searches, kept in this browser</span>
          <button type="button" onClick={forget} className="min-h-8 hover:underline">
            Clear
          </button>
        </p>
      )}
      <div
        id="searchOptions"
        role="listbox"
        aria-label={query ? 'Results' : 'Recent searches'}
        aria-busy={query !== '' && !fresh}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-3 empty:flex-none"
      >
        {answer ? (
          <AnswerOptions answer={answer} onTaken={take} {...choosing} />
        ) : (
          !query && recent.length > 0 && <RecentOptions recent={recent} onTake={searchFor} {...choosing} />
        )}
      </div>
      {isMissing && (
        <div className="border-t border-rule px-6 py-3">
          <p>{nothingFound}</p>
          <WaysOn suggestAt={answer.suggestAt} />
        </div>
      )}
      {!query && (
        <div className="px-6 py-3">
          <WaysOn />
        </div>
      )}
      {hasMore && (
        <p className="border-t border-rule px-6 py-2">
          <a href={resultsPage(query)} onClick={() => rememberSearch(query)} className="link inline-block py-1">
            All results
          </a>
        </p>
      )}
    </dialog>
  )
}
