/** Returns the props of an element that scrolls if it is too wide, by keyboard too. */
export function scrollableProps(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label }
}
