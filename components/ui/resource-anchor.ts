/** The anchor of a resource on any page that lists it. */
export function resourceAnchor(id: string): string {
  return `resource-${id}`
}
