import path from 'node:path'
import { onceAProcess } from '../once-a-process'
import type { Portal } from './portal'
import type { Settings } from './settings'

/** The content as this process serves it now. It is replaced as a whole when a file changes. */
interface Current {
  portal?: Promise<Portal>
  /** The folder that it was read from. */
  folder?: string
  /** Names the content of all files: the same in every process that serves the same. */
  version: string
  /** What was derived from this content; thrown away with it. */
  derived: Map<string, unknown>
  listeners: Set<(portal: Portal) => void>
}

// The same in all bundles, and in the server around them.
const current = onceAProcess('current content', (): Current => ({
  version: '',
  derived: new Map(),
  listeners: new Set(),
}))

/** The content folder: `CONTENT_DIR`, or `content` beside the application. */
export function getContentFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.env.CONTENT_DIR ?? 'content')
}

/** Returns the portal of the content folder: as it was last replaced, or read now where nobody follows the folder. */
export function getPortal(): Promise<Portal> {
  const folder = getContentFolder()
  if (!current.portal || current.folder !== folder) {
    current.folder = folder
    current.derived = new Map()
    // Only now: all that reads Markdown takes long to load.
    current.portal = import('./load').then(({ loadPortal }) => loadPortal(folder))
  }
  return current.portal
}

/** Returns whose portal this is and how it looks, without reading its pages where nothing else did. */
export async function getSettings(): Promise<Settings> {
  const folder = getContentFolder()
  if (current.portal && current.folder === folder) return (await current.portal).settings
  const { readSettings } = await import('./read-settings')
  return (await readSettings(folder)).settings
}

/** Has whoever asks for the portal wait for the first reading of whoever follows the folder. */
export function announcePortal(portal: Promise<Portal>): void {
  Object.assign(current, { portal, folder: getContentFolder() })
}

/** Replaces the content: whoever asks from now on gets this one. `version` names all of its files. */
export function replacePortal(portal: Portal, version: string): void {
  Object.assign(current, { portal: Promise.resolve(portal), folder: getContentFolder(), version, derived: new Map() })
  for (const listener of current.listeners) listener(portal)
}

/** Calls a function each time the content was replaced, from now on. */
export function onContentChange(listener: (portal: Portal) => void): void {
  current.listeners.add(listener)
}

/** Returns the name of what all files hold now; empty where nobody follows the folder. */
export function getContentVersion(): string {
  return current.version
}

/** Returns what `make` derives from the content, once for each version of it. */
export function deriveFromContent<T>(name: string, make: () => T): T {
  const key = `${getContentFolder()}\0${name}`
  if (!current.derived.has(key)) current.derived.set(key, make())
  return current.derived.get(key) as T
}
