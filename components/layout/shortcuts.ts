import { editNote } from '@/components/shelf/edited-note'
import { progressKeys } from '@/components/shelf/mark-form'
import { toAddress } from '@/lib/base-path'
import { progressWords, type Progress } from '@/lib/shelf/progress'
import { t } from '@/messages/generated/layout'
import {
  getFocusedResource,
  getMarkForm,
  getMenuButton,
  getNeighbour,
  getResourceId,
  getResourceLinks,
  getSearchField,
  getSearchLink,
  getUndoButton,
} from './keyboard-targets'

/** The functions of the keyboard component that shortcuts use. */
export interface ShortcutContext {
  openSheet: () => void
  go: (address: string) => void
  /** Tells screen readers what a key did. */
  announce: (message: string) => void
}

/** Runs a shortcut. Returns false if there is nothing to do, so that the browser handles the key. */
type ShortcutAction = (context: ShortcutContext) => boolean

/** The actions by the character that a key types, so that they follow the reader's keyboard layout. */
const actions = new Map<string, ShortcutAction>([
  ['j', (context) => step(1, context)],
  ['k', (context) => step(-1, context)],
  ['o', () => click(getFocusedResource())],
  ['b', bookmark],
  [progressKeys['to-read'], (context) => setProgress('to-read', context)],
  [progressKeys.reading, (context) => setProgress('reading', context)],
  [progressKeys.done, (context) => setProgress('done', context)],
  [progressKeys.skipped, (context) => setProgress('skipped', context)],
  ['m', openNote],
  ['.', openMenu],
  ['z', () => click(getUndoButton())],
  // Not "[" and "]", which need AltGr on many layouts.
  ['n', () => click(getNeighbour('next'))],
  ['p', () => click(getNeighbour('prev'))],
  ['/', focusSearch],
  ['?', ({ openSheet }) => (openSheet(), true)],
])

/** The addresses for "g" and a second key. */
const addresses = new Map([
  ['s', '/shelf'],
  ['h', '/'],
])
const secondKeyWithin = 1000

let firstKeyAt = -Infinity

/** Runs the shortcut for a key, if there is one and it has something to do, and keeps the key from the browser. */
export function pressKey(event: KeyboardEvent, context: ShortcutContext): void {
  if (isSearchKey(event)) {
    if (!document.querySelector('dialog[open]') && click(getSearchLink())) event.preventDefault()
    return
  }
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return
  // Caps Lock makes no difference; Shift does.
  const key = event.shiftKey ? event.key : event.key.toLowerCase()
  // Of the keys held down, only j and k repeat.
  if (event.repeat && key !== 'j' && key !== 'k') return

  const second = event.timeStamp - firstKeyAt <= secondKeyWithin
  firstKeyAt = key === 'g' ? event.timeStamp : -Infinity
  // After a "g", other keys do nothing, so that a typo changes no reading progress.
  const address = addresses.get(key)
  const action = second ? undefined : actions.get(key)
  // Closes an open menu, which lists these keys.
  if (action && action !== openMenu) document.querySelector<HTMLElement>('.menu:popover-open')?.hidePopover()
  const isDone = second ? address !== undefined && (context.go(toAddress(address)), true) : action?.(context)
  if (isDone) event.preventDefault()
}

/** Returns whether a key is Ctrl-K, on a Mac Command-K (there Ctrl-K edits text). It also works in text fields. */
function isSearchKey(event: KeyboardEvent): boolean {
  return (
    event.key === 'k' &&
    !event.shiftKey &&
    !event.altKey &&
    (onMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey)
  )
}

/** Returns whether the device is Apple's, where Command replaces Control. */
export function onMac(): boolean {
  return /Mac|iP/.test(navigator.platform)
}

/** Returns whether the focus is in a visible text field. One in a just closed dialog keeps the focus for a moment. */
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

/** The target of the last step, in case that resource leaves the page, such as a removed row of the shelf. */
let last: { link: HTMLElement; index: number; page: string } | undefined

/** Moves the focus to the next (1) or the previous (-1) resource. */
function step(by: 1 | -1, { announce }: ShortcutContext): boolean {
  const links = getResourceLinks()
  if (links.length === 0) return false
  const index = findStep(links, by)
  const link = links[index]
  if (!link) {
    announce(t(by > 0 ? 'lastResource' : 'firstResource'))
    return true
  }
  last = { link, index, page: location.pathname }
  // A resource with a disabled link can still be marked.
  if (!link.matches('a')) link.tabIndex = -1
  link.focus({ preventScroll: true })
  const row = link.closest('.resource')
  const shown = row && row.clientHeight < innerHeight ? row : link
  shown.scrollIntoView({ block: 'nearest' })
  announce('')
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
  // Without a focus, from the scroll position.
  const inView = links.findIndex((link) => link.getBoundingClientRect().bottom > 0)
  return (inView < 0 ? links.length : inView) + (by > 0 ? 0 : -1)
}

/** Toggles the bookmark with the resource's own button and announces the result. */
function bookmark({ announce }: ShortcutContext): boolean {
  const link = getFocusedResource()
  const button = link && getMarkForm(link)?.querySelector<HTMLButtonElement>('.ribbon')
  if (!button) return false
  button.click()
  // Announces the button's new state; the controls announce errors.
  requestAnimationFrame(() => {
    const label = button.ariaLabel ?? ''
    announce(button.ariaPressed === 'true' ? label : t('bookmarkRemoved', { title: readTitle(label) }))
  })
  return true
}

/** Submits the resource's form, as its buttons do, so that there is one way to set a mark. */
function setProgress(progress: Progress, { announce }: ShortcutContext): boolean {
  const link = getFocusedResource()
  const form = link && getMarkForm(link)
  const label = form?.querySelector('.glyph')?.ariaLabel
  if (!form || !label) return false
  const button = Object.assign(document.createElement('button'), { name: 'progress', value: progress, hidden: true })
  form.append(button)
  form.requestSubmit(button)
  button.remove()
  requestAnimationFrame(() => {
    if ((form.dataset.progress ?? 'to-read') === progress)
      announce(t('progressSet', { progress: progressWords[progress], title: readTitle(label) }))
  })
  return true
}

/** Returns the title in the label of a resource's control, such as "Done: Prometheus". */
function readTitle(label: string): string {
  return label.replace(/^[^:]*:\s*/, '')
}

/** Opens the resource's note. */
function openNote(): boolean {
  const link = getFocusedResource()
  if (!link || !getMarkForm(link)) return false
  editNote(getResourceId(link))
  return true
}

function openMenu(): boolean {
  const link = getFocusedResource()
  const button = link && getMenuButton(link)
  // From the button, Tab enters the menu and Escape returns.
  button?.focus({ preventScroll: true })
  return click(button)
}

/** Focuses the page's search field; without one, opens the search in all topics. */
function focusSearch(): boolean {
  const field = getSearchField()
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
  return field !== undefined || click(getSearchLink())
}
