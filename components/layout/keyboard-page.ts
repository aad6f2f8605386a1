/**
 * What the keyboard can reach on the page that is open, found by what the page says itself: there is
 * no second list of resources, topics or controls to keep in step.
 */

/** The resources, in reading order. */
export function getResourceLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main .resource-link')]
}

/** The resource that the focus is on: on its link, in its controls or its note, or alone in the row. */
export function getFocusedResource(): HTMLElement | null {
  const focus = document.activeElement
  const link = focus?.closest<HTMLElement>('main .resource-link')
  if (link) return link
  const links = [...(focus?.closest('main .resource')?.querySelectorAll<HTMLElement>('.resource-link') ?? [])]
  const mark = focus?.closest('.mark')
  return links.find((each) => (mark ? getMarkForm(each)?.closest('.mark') === mark : links.length === 1)) ?? null
}

/** The controls of a resource: of those in its row, the form that posts its id. */
function getMarkForm(link: HTMLElement): Element | undefined {
  const id = link.id.replace(/^resource-/, '')
  const forms = link.closest('.resource')?.querySelectorAll('.mark-form') ?? []
  return [...forms].find((form) => form.querySelector<HTMLInputElement>('[name="resource"]')?.value === id)
}

/** The button of a resource's controls that sets this. Whether it would set or take away a bookmark is the button's own business. */
export function getMarkButton(
  link: HTMLElement,
  name: 'progress' | 'bookmarked',
  value?: string,
): HTMLButtonElement | null | undefined {
  return getMarkForm(link)?.querySelector(`button[name="${name}"]${value ? `[value="${value}"]` : ''}`)
}

/** What opens a resource's note, where there is one. */
export function getNote(link: HTMLElement): HTMLElement | undefined {
  return getNotes(getMarkForm(link)?.closest('.mark'))[0]
}

/** All that open notes within this. */
export function getNotes(within: Element | null | undefined): HTMLElement[] {
  return [...(within?.querySelectorAll<HTMLElement>('summary, button') ?? [])].filter((each) =>
    each.ariaLabel?.startsWith('Note: '),
  )
}

/** The way to the next or the previous topic. */
export function getNeighbour(rel: 'next' | 'prev'): HTMLElement | null {
  return document.querySelector(`main a[rel="${rel}"]`)
}

/** The field to search in, where one can be seen. */
export function getSearchField(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('input[type="search"]')].find((field) => field.checkVisibility())
}

/** The way to search in all topics. */
export function getSearchLink(): HTMLElement | null {
  return document.querySelector('.search-link')
}
