// The elements of a page that shortcuts reach, found in its HTML, so that no second list must be kept in sync.

/** Returns the links of the visible resources, in reading order. */
export function getResourceLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main .resource-link[id]')].filter((link) => link.checkVisibility())
}

/** Returns the link of the resource that has the focus: on the link itself, its controls, its note or its row. */
export function getFocusedResource(): HTMLElement | null {
  const focus = document.activeElement
  const link = focus?.closest<HTMLElement>('main .resource-link')
  if (link) return link
  const part = focus?.closest('main .part')
  const links = [...(focus?.closest('main .resource')?.querySelectorAll<HTMLElement>('.resource-link') ?? [])]
  return links.find((each) => (part ? part.contains(getMarkForm(each)) : links.length === 1)) ?? null
}

/** Returns the id of a resource, from its link. */
export function getResourceId(link: HTMLElement): string {
  return link.id.replace(/^resource-/, '')
}

/** Returns the controls of a resource; null if the list has none. */
export function getMarkForm(link: HTMLElement): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(`#mark-${getResourceId(link)}`)
}

/** Returns the button that opens the menu of a resource. */
export function getMenuButton(link: HTMLElement): HTMLElement | null {
  return document.querySelector(`[popovertarget="menu-${getResourceId(link)}"]`)
}

/** Returns the button that undoes the last change. */
export function getUndoButton(): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>('.toast button:not(.toast-dismiss)')].at(-1) ?? null
}

/** Returns the link to the next or the previous topic. */
export function getNeighbour(rel: 'next' | 'prev'): HTMLElement | null {
  return document.querySelector(`main a[rel="${rel}"]`)
}

/** Returns the page's search field, if it is visible or can be unfolded. */
export function getSearchField(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('input[type="search"]')].find(
    (field) => field.checkVisibility() || field.closest('main details:not([open])'),
  )
}

/** Returns the link that opens the search in all topics. */
export function getSearchLink(): HTMLElement | null {
  return document.querySelector('.search-link')
}
