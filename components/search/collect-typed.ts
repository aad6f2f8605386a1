import { answerAddress } from './answer-address'

const pause = 50

/**
 * Keeps what is typed before the field is there, on a slow connection the best part of a second, from
 * doing anything else. The answer is asked for meanwhile, so that the browser has it by then. Returns
 * what ends this, and gives the text.
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
    timer = setTimeout(() => void fetch(answerAddress(text)).catch(() => {}), pause)
  }
  document.addEventListener('keydown', listen, true)
  return () => {
    document.removeEventListener('keydown', listen, true)
    clearTimeout(timer)
    return text
  }
}
