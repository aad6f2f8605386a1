/** What may be wider than the screen scrolls inside itself, by keyboard too. */
export function scrolling(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label }
}
