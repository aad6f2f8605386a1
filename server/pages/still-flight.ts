import { parseFlight, writeFlight, type Row } from './flight'

/**
 * Leaves out of a page's flight stream what its `Still` elements hold: the page shows it already, and
 * React leaves it as it is. Rows that nothing refers to any more go with it, and so does what is not defined.
 */
export function stillFlight(flight: string): string {
  const rows = parseFlight(flight)
  const modules = new Set(
    rows
      .filter(({ tag, data }) => tag === 'I' && (JSON.parse(data) as unknown[])[2] === 'Still')
      .map(({ id }) => `$L${id}`),
  )
  const stilled = rows.map((row) =>
    row.tag === '' ? { ...row, data: JSON.stringify(still(JSON.parse(row.data), modules)) } : row,
  )
  const kept = keepReachable(stilled)
  requireReferences(kept)
  return writeFlight(kept)
}

/** An element is `["$", type, key, props]`. */
function still(model: unknown, modules: ReadonlySet<string>): unknown {
  if (Array.isArray(model)) {
    if (model[0] === '$' && modules.has(model[1] as string)) {
      const { children: _children, html: _html, ...rest } = model[3] as Record<string, unknown>
      return ['$', model[1], model[2], rest]
    }
    return model.map((part) => still(part, modules))
  }
  if (model === null || typeof model !== 'object') return model
  // React deletes what it is told is not defined.
  return Object.fromEntries(
    Object.entries(model).flatMap(([key, value]) => (value === '$undefined' ? [] : [[key, still(value, modules)]])),
  )
}

function keepReachable(rows: Row[]): Row[] {
  const seen = new Set<string>()
  const visit = (id: string) => {
    if (seen.has(id)) return
    seen.add(id)
    for (const row of rows)
      if (row.id === id && (row.tag === '' || row.tag === 'I'))
        for (const found of findReferences(JSON.parse(row.data))) visit(found.row)
  }
  visit('0')
  // Hints, which have no id, tell the browser what to fetch early: the page's head has told it already.
  return rows.filter(({ id }) => seen.has(id))
}

/** What a model refers to: rows, and places within them. A string of the page itself that begins with "$" has two of them. */
function findReferences(model: unknown): { row: string; path: string[] }[] {
  if (typeof model === 'string') {
    const [, row, path] = /^\$[A-Za-z@]?([0-9a-f]+)((?::[^:]+)*)$/.exec(model) ?? []
    return row === undefined ? [] : [{ row, path: (path ?? '').split(':').slice(1) }]
  }
  if (model === null || typeof model !== 'object') return []
  return Object.values(model).flatMap(findReferences)
}

/** Throws where something still refers into what was left out. */
function requireReferences(rows: Row[]): void {
  const models = new Map(rows.flatMap(({ id, tag, data }) => (tag === '' ? [[id, JSON.parse(data) as unknown]] : [])))
  for (const [id, model] of models)
    for (const { row, path } of findReferences(model)) {
      if (path.length === 0 || !models.has(row)) continue
      if (follow(models.get(row), path, models) === undefined)
        throw new Error(`Row ${id} of a page's flight stream refers to what a Still holds: ${row}:${path.join(':')}`)
    }
}

/** An element's parts go by name. */
const parts: Record<string, number> = { type: 1, key: 2, props: 3 }

function follow(model: unknown, [step, ...rest]: string[], models: ReadonlyMap<string, unknown>): unknown {
  if (step === undefined) return model
  if (typeof model === 'string') {
    const [reference] = findReferences(model)
    return reference && follow(models.get(reference.row), [...reference.path, step, ...rest], models)
  }
  if (model === null || typeof model !== 'object') return undefined
  const isElement = Array.isArray(model) && model[0] === '$'
  return follow((model as Record<string, unknown>)[isElement ? (parts[step] ?? step) : step], rest, models)
}
