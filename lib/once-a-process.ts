const key = Symbol.for('portal.once-a-process')
const values = ((globalThis as { [key]?: Map<string, unknown> })[key] ??= new Map<string, unknown>())

/**
 * Returns a value that is created once per process. The build puts the same module into several bundles, each with
 * its own module state.
 */
export function onceAProcess<T>(name: string, make: () => T): T {
  if (!values.has(name)) values.set(name, make())
  return values.get(name) as T
}
