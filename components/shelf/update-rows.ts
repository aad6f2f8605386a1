/**
 * Brings the rows of a list up to date with what the server says now. While the list is in the reader's hand, rows that
 * left it stay where they are, and new ones come before the row that follows them; otherwise it is as the server says.
 * Returns `seen` itself if nothing changed.
 */
export function updateRows<Row extends { id: string }>(seen: Row[], rows: Row[], isInHand: boolean): Row[] {
  if (seen === rows || !isInHand) return rows
  const now = new Map(rows.map((row) => [row.id, row]))
  const updated = seen.map((row) => now.get(row.id) ?? row)
  const known = new Set(seen.map(({ id }) => id))
  rows.forEach((row, index) => {
    if (known.has(row.id)) return
    const follows = rows.slice(index + 1).find(({ id }) => known.has(id))
    const at = follows ? updated.findIndex(({ id }) => id === follows.id) : updated.length
    updated.splice(at, 0, row)
    known.add(row.id)
  })
  return updated.length === seen.length && updated.every((row, index) => row === seen[index]) ? seen : updated
}
