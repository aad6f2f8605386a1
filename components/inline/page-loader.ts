import type { PageLoader } from '@/components/ui/get-page-loader'
import { holdPresses } from './hold-presses'
import { showPending } from './show-pending'

type Options = Omit<Parameters<typeof holdPresses>[0], 'waitForScripts'> & {
  /** Storage keys (components/ui/storage-keys.ts). */
  readerKey: string
  visitKey: string
  focusKey: string
  /** The type of a deferred script, which browsers do not fetch. */
  waiting: string
  /** The prefix of the addresses of style sheets without their fonts, which the page declares itself. */
  restPrefix: string
  /** The name of the progress bar. */
  loading: string
}

/** Something that the reader did before hydration: a click on a control, or a key. */
type Held = { pressed: HTMLElement } | { key: string }

/** How long the scripts may take after the first held press, in milliseconds. */
const patience = 8000
const day = 24 * 60 * 60 * 1000
/** Whatever needs the page's scripts once it is used. */
const controls = 'button,summary,input,textarea,select,.mark,.code,.search-link,.enlarge'

/**
 * The last script of every page; reading needs no other. On the first interaction, it requests the rest of the styles.
 * Once the reader reaches for a control, it passes the page's data to React and loads Next's scripts. It holds clicks
 * and keys that need these scripts, and repeats them once the application calls `ready`
 * (components/layout/page-script.tsx); `holdPresses` does that for marks. If the scripts fail to load, links still work
 * and held keys are lost. An offline copy (components/offline) is the signed-out page; it belongs to the last reader of
 * this browser.
 */
export default function loadPage(options: Options): void {
  const { readerKey, visitKey, focusKey, waiting, restPrefix, loading } = options
  const script = document.currentScript as HTMLScriptElement
  const root = document.documentElement.dataset
  const isKept = 'keptAt' in root
  const held: Held[] = []
  let hasBegun = false
  let hasStyles = false
  /** Whether the application listens, or will never do so. */
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined

  let reader = document.querySelector<HTMLElement>('[data-reader]')?.dataset.reader ?? null
  if (isKept) reader = readLastReader()

  /** Returns the reader who was last signed in; without storage, the reader of this page. */
  function readLastReader(): string | null {
    try {
      return localStorage.getItem(readerKey)
    } catch {
      return reader
    }
  }

  function addStyles(): void {
    if (hasStyles) return
    hasStyles = true
    for (const sheet of document.querySelectorAll('link[rel=stylesheet]')) {
      const href = sheet.getAttribute('href')!.replace(/.*\//, restPrefix)
      sheet.before(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }))
    }
  }

  function begin(): void {
    if (hasBegun) return
    hasBegun = true
    root.script = ''
    addStyles()
    const scripts = [...document.querySelectorAll(`script[type="${waiting}"]`)].map((each) => each.getAttribute('src')!)
    if (script.dataset.page) scripts.unshift(script.dataset.page)
    else start(JSON.parse(document.getElementById('page-data')!.textContent) as unknown[])
    // They are loaded together, and run in this order.
    for (const src of scripts)
      document.head.append(Object.assign(document.createElement('script'), { async: false, onerror: giveUp, src }))
  }

  function start([bootstrap, ...flight]: unknown[]): void {
    const global = self as { TURBOPACK?: unknown[]; __next_f?: unknown[] }
    if (bootstrap) (global.TURBOPACK ??= []).push(bootstrap)
    ;(global.__next_f ??= []).push(...flight)
  }

  function waitForScripts(): void {
    timer ??= setTimeout(giveUp, patience)
    begin()
  }

  function giveUp(): void {
    marks.giveUp()
    if (isOver) return
    isOver = true
    const last = held.pop()
    if (last && 'pressed' in last && last.pressed instanceof HTMLAnchorElement) location.href = last.pressed.href
  }

  function ready(): void {
    if (isOver) return
    isOver = true
    setTimeout(() => {
      for (const each of held)
        if ('pressed' in each) each.pressed.click()
        else {
          const event = new KeyboardEvent('keydown', { key: each.key, bubbles: true, cancelable: true })
          ;(document.activeElement ?? document.body).dispatchEvent(event)
        }
    })
  }

  function hold(what: Held): void {
    held.push(what)
    waitForScripts()
  }

  const marks = holdPresses({ ...options, waitForScripts })
  const loader: PageLoader = { begin, start, ready }
  Object.assign(self, { pageLoader: loader })

  function on<Type extends keyof DocumentEventMap>(
    type: Type,
    act: (event: DocumentEventMap[Type], target: Element) => void,
  ): void {
    const listen = (event: DocumentEventMap[Type]) => isOver || act(event, event.target as Element)
    document.addEventListener(type, listen, { capture: true, passive: type !== 'click' })
  }
  on('submit', begin)
  on('click', (event, target) => {
    const pressed = target.closest<HTMLElement & { commandForElement?: unknown }>('.search-link,button[type=button]')
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey || pressed.commandForElement) return
    event.preventDefault()
    hold({ pressed })
  })
  on('keydown', ({ key, ctrlKey, metaKey, altKey }, target) => {
    if (ctrlKey || metaKey || altKey || target.matches('input,textarea,select')) return
    if (key.length === 1 && key !== ' ') hold({ key })
  })
  const reachFor = (target: Element) => target.closest?.(controls) && begin()
  on('pointerdown', (_, target) => reachFor(target))
  on('pointerover', ({ pointerType }, target) => pointerType === 'mouse' && reachFor(target))
  on('focusin', (_, target) => target.matches?.(':focus-visible') && begin())

  // After each layout, browsers send a `pointermove` of no distance for a resting mouse.
  const isStill = (event: Event) =>
    event instanceof PointerEvent && event.type === 'pointermove' && !event.movementX && !event.movementY
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
    document.addEventListener(type, (event) => isStill(event) || addStyles(), { capture: true, passive: true })

  /** Begins at once on a page that has something to do without an interaction. */
  function open(): void {
    requestAnimationFrame(() => document.querySelector('aside [aria-current]')?.scrollIntoView({ block: 'nearest' }))
    if (isKept || document.querySelector('[data-script-now]')) begin()
    try {
      if (reader === null) localStorage.removeItem(readerKey)
      else localStorage.setItem(readerKey, reader)
      const isSessionOld = reader !== null && !(Date.now() - Number(localStorage.getItem(visitKey)) < day)
      const hasChanges = Object.keys(localStorage).some((key) => key.includes('-change:'))
      if (isSessionOld || sessionStorage.getItem(focusKey) || hasChanges) begin()
    } catch {
      // Without storage there is nothing to do.
    }
  }

  /** The reader returned to the page: it may be another's by now, or old. */
  function look(): void {
    if (hasBegun || document.visibilityState !== 'visible') return
    if (readLastReader() !== reader) location.reload()
    else if (reader !== null) {
      loader.looked = true
      begin()
    }
  }

  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', () => (readLastReader() === reader ? open() : location.reload()), {
      once: true,
    })
  else open()
  addEventListener('focus', look)
  addEventListener('pageshow', (event: PageTransitionEvent) => event.persisted && look())
  document.addEventListener('visibilitychange', look)
  showPending(loading)
}
