/** Returns the anchor of a resource, the same on every page. */
export function resourceAnchor(id: string): string {
  return `resource-${id}`
}
