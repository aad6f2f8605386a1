import type { Change } from '@/components/shelf/change'

/** A press on a mark control before hydration, with the form's values at that time. */
export interface HeldPress {
  form: HTMLFormElement
  button: HTMLButtonElement | null
  value: string | undefined
  data: FormData
}

interface Press extends HeldPress {
  /** The address of the form. */
  to: string
  /** In milliseconds since 1970. */
  at: number
}

interface Options {
  /** The addresses of the forms of mark controls. */
  markForms: string[]
  /** The prefix of the key of each change in the outbox. */
  changePrefix: string
  /** Requests the page's scripts, and waits for them only so long. */
  waitForScripts: () => void
}

/**
 * Holds presses on mark controls until the page's script listens and replays them in order (replay-presses.ts). As
 * plain form posts, all presses after the first would be lost.
 * - If no script arrives, posts them one by one and reloads the page. Posts one natively if its response is not a
 *   redirect, so that the reader sees the response.
 * - If the reader leaves the page first, stores them as changes (change.ts) that the next page sends.
 * - If the browser stores nothing, sends the presses of a signed-in reader at once, but not those of a visitor: each
 *   would create another guest.
 * Returns what to do if no script arrives.
 */
export function holdPresses({ markForms, changePrefix, waitForScripts }: Options): { giveUp: () => void } {
  const held: Press[] = []
  let isReleased = false
  let isPosting = false
  let wasLeft = false
  let hasGivenUp = false
  let stored = 0

  function hold(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement
    const button = event.submitter as HTMLButtonElement | null
    const to = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    if (!markForms.includes(to)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const data = new FormData(form)
    if (button?.name) data.append(button.name, button.value)
    held.push({ form, button, value: button?.value, data, to, at: Date.now() })
    button?.setAttribute('data-held', '')
    if (hasGivenUp) void postAll()
    else waitForScripts()
  }

  function giveUp(): void {
    hasGivenUp = true
    if (held.length > 0) void postAll()
  }

  async function postAll(): Promise<void> {
    if (isPosting) return
    isPosting = true
    try {
      for (let press = held[0]; press; press = held[0]) {
        const response = await post(press).catch(() => null)
        if (isReleased || wasLeft) return
        held.shift()
        if (response?.type === 'opaqueredirect') continue
        removeEventListener('submit', hold, true)
        press.form.requestSubmit(press.button)
        return
      }
      location.reload()
    } finally {
      isPosting = false
    }
  }

  function store({ button, data, at }: Press): boolean {
    const [, ...title] = (button?.ariaLabel ?? '').split(': ')
    const change = {
      reader: data.get('reader') as string | null,
      guest: document.querySelector('[data-guest]') !== null,
      resource: data.get('resource') as string,
      title: title.join(': '),
      field: button?.name as Change['field'],
      value: button?.value ?? '',
      at,
    } satisfies Partial<Change>
    const place = `${String(at).padStart(15, '0')}-${String(stored++).padStart(6, '0')}-${Math.random()}`
    try {
      localStorage.setItem(changePrefix + place, JSON.stringify(change))
      return true
    } catch {
      return false
    }
  }

  addEventListener('submit', hold, true)
  addEventListener('pagehide', () => {
    for (const press of held.splice(0)) {
      wasLeft = true
      if (!store(press) && press.data.get('reader')) post(press).catch(() => null)
    }
  })
  addEventListener('pageshow', () => wasLeft && location.reload())
  Object.assign(self, {
    heldPresses: (): HeldPress[] => {
      isReleased = true
      removeEventListener('submit', hold, true)
      return held.splice(0)
    },
  })
  return { giveUp }
}

const post = ({ to, data }: Press): Promise<Response> =>
  fetch(to, {
    method: 'POST',
    // A mark's form has no files.
    body: new URLSearchParams(data as unknown as Record<string, string>),
    redirect: 'manual',
    keepalive: true,
  })
