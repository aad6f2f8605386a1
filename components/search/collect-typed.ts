import { resultsAddress } from './results-address'

/** How long after the last key the results are fetched, in milliseconds. */
const fetchDelay = 50

/**
 * Collects what the reader types until the search field is loaded, which may take most of a second on a slow connection,
 * and fetches results in advance. Returns a function that stops this and returns the text.
 */
export function collectTyped(): () => string {
  let text = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.length === 1) text += event.key
    else if (event.key === 'Backspace') text = text.slice(0, -1)
    else return
    event.preventDefault()
    event.stopPropagation()
    clearTimeout(timer)
    timer = setTimeout(() => void fetch(resultsAddress(text)).catch(() => {}), fetchDelay)
  }
  document.addEventListener('keydown', listen, true)
  return () => {
    document.removeEventListener('keydown', listen, true)
    clearTimeout(timer)
    return text
  }
}
