const key = Symbol.for('lectern.once-a-process')
const values = ((globalThis as { [key]?: Map<string, unknown> })[key] ??= new Map<string, unknown>())

/**
 * A value that a process makes once. The built server has the same module several times, one for each
 * bundle it stands in; what is large or slow to make is not to be there as often.
 */
export function onceAProcess<T>(name: string, make: () => T): T {
  if (!values.has(name)) values.set(name, make())
  return values.get(name) as T
}
