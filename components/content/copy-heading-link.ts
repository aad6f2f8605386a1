import { t } from '@/messages/generated/content'

/** Makes a click on a heading's link also copy it. */
export function copyHeadingLinks(signal: AbortSignal): void {
  const status = document.createElement('p')
  status.role = 'status'
  status.className = 'sr-only print:hidden'
  document.body.append(status)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function copy(link: HTMLAnchorElement) {
    clearTimeout(timer)
    const message = await copyText(link.href)
    for (const other of document.querySelectorAll<HTMLElement>('[data-said]')) delete other.dataset.said
    if (message) link.dataset.said = message
    status.textContent = message
    timer = setTimeout(() => {
      delete link.dataset.said
      status.textContent = ''
    }, 2000)
  }

  document.addEventListener(
    'click',
    (event) => {
      const link =
        event.target instanceof Element && event.target.closest<HTMLAnchorElement>(':is(h2, h3, h4) > a[href^="#"]')
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) void copy(link)
    },
    { signal },
  )
  signal.addEventListener('abort', () => status.remove())
}

async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text)
    return t('linkCopied')
  } catch {
    // Without permission or HTTPS, the reader still has the address bar.
    return ''
  }
}
