import { editNote } from '@/components/shelf/edited-note'
import { toAddress } from '@/lib/base-path'
import { progressWords, type Progress } from '@/lib/shelf/progress'
import {
  getFocusedResource,
  getMarkForm,
  getMenuButton,
  getNeighbour,
  getResourceId,
  getResourceLinks,
  getSearchField,
  getSearchLink,
} from './keyboard-page'

/** What a shortcut may need that the page itself does not have. */
export interface Means {
  openSheet: () => void
  go: (address: string) => void
  /** Says in words what a key did, to those who can't see it. */
  say: (words: string) => void
}

/** Does it; false where there is nothing to do, and the browser may have the key. */
type Act = (means: Means) => boolean

/** Each key by the character it types, so that it is where the reader's own layout has it. */
const acts = new Map<string, Act>([
  ['j', (means) => step(1, means)],
  ['k', (means) => step(-1, means)],
  ['o', () => click(getFocusedResource())],
  ['b', bookmark],
  ['t', (means) => setProgress('to-read', means)],
  ['r', (means) => setProgress('reading', means)],
  ['d', (means) => setProgress('done', means)],
  ['x', (means) => setProgress('skipped', means)],
  ['m', openNote],
  ['.', openMenu],
  // Not "[" and "]": on many layouts these are typed with AltGr.
  ['n', () => click(getNeighbour('next'))],
  ['p', () => click(getNeighbour('prev'))],
  ['/', focusSearch],
  ['?', ({ openSheet }) => (openSheet(), true)],
])

/** Where "g" and a second key lead. */
const places = new Map([
  ['s', '/shelf'],
  ['h', '/'],
])
const secondKeyWithin = 1000

let firstKeyAt = -Infinity

/** What the reader typed, as a shortcut: done, and kept from the browser, if it is one and there is something to do. */
export function pressKey(event: KeyboardEvent, means: Means): void {
  if (isSearchKey(event)) {
    if (!document.querySelector('dialog[open]') && click(getSearchLink())) event.preventDefault()
    return
  }
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return
  // With Caps Lock on, a letter is the same shortcut; with Shift it is none.
  const key = event.shiftKey ? event.key : event.key.toLowerCase()
  // Held down, a key walks on, and does nothing else twice.
  if (event.repeat && key !== 'j' && key !== 'k') return

  const second = event.timeStamp - firstKeyAt <= secondKeyWithin
  firstKeyAt = key === 'g' ? event.timeStamp : -Infinity
  // After a "g", no other key marks anything: whoever mistypes a place loses no reading progress.
  const address = places.get(key)
  const act = second ? undefined : acts.get(key)
  // A menu that shows a key has done its work once that is pressed.
  if (act && act !== openMenu) document.querySelector<HTMLElement>('.menu:popover-open')?.hidePopover()
  const done = second ? address !== undefined && (means.go(toAddress(address)), true) : act?.(means)
  if (done) event.preventDefault()
}

/** Ctrl-K, on a Mac Command-K (there Ctrl-K edits text), also while something is typed. */
function isSearchKey(event: KeyboardEvent): boolean {
  return (
    event.key === 'k' &&
    !event.shiftKey &&
    !event.altKey &&
    (onMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey)
  )
}

/** Whether the keyboard is one of Apple's, on which Command stands for Control. */
export function onMac(): boolean {
  return /Mac|iP/.test(navigator.platform)
}

/** In a field that can be seen: one in a dialog that was just closed has the focus for a moment longer. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="range"]), textarea, select')) &&
    target.checkVisibility()
  )
}

function click(element: HTMLElement | null): boolean {
  element?.click()
  return element !== null
}

/** Where the last step led, for when that resource has left the page: a row of the shelf whose mark was taken back. */
let last: { link: HTMLElement; index: number; page: string } | undefined

/** Moves the focus to the next (1) or the previous (-1) resource. */
function step(by: 1 | -1, { say }: Means): boolean {
  const links = getResourceLinks()
  if (links.length === 0) return false
  const index = findStep(links, by)
  const link = links[index]
  if (!link) {
    say(by > 0 ? 'No more resources on this page.' : 'No resources before this one.')
    return true
  }
  last = { link, index, page: location.pathname }
  // One that is not linked for now can be marked all the same.
  if (!link.matches('a')) link.tabIndex = -1
  link.focus({ preventScroll: true })
  const row = link.closest('.resource')
  const shown = row && row.clientHeight < innerHeight ? row : link
  // Smoothly where the style says so, which asks the reader's wish for motion.
  shown.scrollIntoView({ block: 'nearest' })
  say('')
  return true
}

function findStep(links: HTMLElement[], by: 1 | -1): number {
  const current = getFocusedResource()
  if (current) return links.indexOf(current) + by
  if (last?.page === location.pathname && !last.link.isConnected)
    return Math.min(last.index, links.length - (by > 0 ? 1 : 0)) + (by > 0 ? 0 : -1)
  const focus = document.activeElement
  if (focus?.closest('main') && focus.id !== 'main') {
    const following = links.findIndex((link) => focus.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING)
    return (following < 0 ? links.length : following) + (by > 0 ? 0 : -1)
  }
  // From where the reader has scrolled to.
  const inView = links.findIndex((link) => link.getBoundingClientRect().bottom > 0)
  return (inView < 0 ? links.length : inView) + (by > 0 ? 0 : -1)
}

/** Sets or takes away the bookmark with the resource's own button, and says which. */
function bookmark({ say }: Means): boolean {
  const link = getFocusedResource()
  const button = link && getMarkForm(link)?.querySelector<HTMLButtonElement>('.ribbon')
  if (!button) return false
  button.click()
  // What the button shows by then, not what was asked for; that it could not be kept, the controls say.
  requestAnimationFrame(() => {
    const label = button.ariaLabel ?? ''
    say(button.ariaPressed === 'true' ? label : label.replace(':', ' removed:'))
  })
  return true
}

/** Posts the resource's form, as its buttons do, so that there is one way to set a mark. */
function setProgress(progress: Progress, { say }: Means): boolean {
  const link = getFocusedResource()
  const form = link && getMarkForm(link)
  const label = form?.querySelector('.glyph')?.ariaLabel
  if (!form || !label) return false
  const button = Object.assign(document.createElement('button'), { name: 'progress', value: progress, hidden: true })
  form.append(button)
  form.requestSubmit(button)
  button.remove()
  requestAnimationFrame(() => {
    if ((form.dataset.progress ?? 'to-read') === progress) say(label.replace(/^[^:]+/, progressWords[progress]))
  })
  return true
}

/** Goes into the resource's note. */
function openNote(): boolean {
  const link = getFocusedResource()
  if (!link || !getMarkForm(link)) return false
  editNote(getResourceId(link))
  return true
}

function openMenu(): boolean {
  const link = getFocusedResource()
  const button = link && getMenuButton(link)
  // From here Tab goes into the menu, and Escape comes back.
  button?.focus({ preventScroll: true })
  return click(button)
}

/** Goes to the field on the page, or to search in all topics where there is none. */
function focusSearch(): boolean {
  const field = getSearchField()
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
  return field !== undefined || click(getSearchLink())
}
