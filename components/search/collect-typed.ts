/**
 * Keeps what is typed before the field is there, on a slow connection the best part of a second, from
 * doing anything else. Returns what ends this, and gives the text.
 */
export function collectTyped(): () => string {
  let text = ''
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.length === 1) text += event.key
    else if (event.key === 'Backspace') text = text.slice(0, -1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('keydown', listen, true)
  return () => {
    document.removeEventListener('keydown', listen, true)
    return text
  }
}
