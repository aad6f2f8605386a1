/**
 * Updates the rows of a list to the server's latest response. While the list is in use, rows that left it stay in place,
 * and each new row goes before the row that follows it. Returns `seen` itself if nothing has changed.
 */
export function updateRows<Row extends { id: string }>(seen: Row[], rows: Row[], isInUse: boolean): Row[] {
  if (seen === rows || !isInUse) return rows
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
