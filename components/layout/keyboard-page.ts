/**
 * What the keyboard can reach on the page that is open, found by what the page says itself: there is
 * no second list of resources, topics or controls to keep in step.
 */

/** The resources, in reading order. */
export function getResourceLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main .resource-link[id]')].filter((link) => link.checkVisibility())
}

/** The resource that the focus is on: on its link, in its controls or its note, or alone in the row. */
export function getFocusedResource(): HTMLElement | null {
  const focus = document.activeElement
  const link = focus?.closest<HTMLElement>('main .resource-link')
  if (link) return link
  const part = focus?.closest('main .part')
  const links = [...(focus?.closest('main .resource')?.querySelectorAll<HTMLElement>('.resource-link') ?? [])]
  return links.find((each) => (part ? part.contains(getMarkForm(each)) : links.length === 1)) ?? null
}

/** The id of a resource, from its link. */
export function getResourceId(link: HTMLElement): string {
  return link.id.replace(/^resource-/, '')
}

/** The controls of a resource; null where the list has none. */
export function getMarkForm(link: HTMLElement): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(`#mark-${getResourceId(link)}`)
}

/** What opens the menu of a resource. */
export function getMenuButton(link: HTMLElement): HTMLElement | null {
  return document.querySelector(`[popovertarget="menu-${getResourceId(link)}"]`)
}

/** The way to the next or the previous topic. */
export function getNeighbour(rel: 'next' | 'prev'): HTMLElement | null {
  return document.querySelector(`main a[rel="${rel}"]`)
}

/** The field to search in, where one can be seen or folded out. */
export function getSearchField(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('input[type="search"]')].find(
    (field) => field.checkVisibility() || field.closest('main details:not([open])'),
  )
}

/** The way to search in all topics. */
export function getSearchLink(): HTMLElement | null {
  return document.querySelector('.search-link')
}
