import { findContentFolder } from '../content-source'
import { setLanguage } from '../messages'
import { onceAProcess } from '../once-a-process'
import type { Portal } from './portal'
import type { Settings } from './files/settings'

/** The content that this process serves. Replaced as a whole when a file changes. */
interface Current {
  portal?: Promise<Portal>
  /** The folder it was read from. */
  folder?: string
  /** A digest of all files, the same in each process that serves the same content. */
  version: string
  /** Values derived from this content, dropped with it. */
  derived: Map<string, unknown>
  listeners: Set<(portal: Portal) => void>
  /** Why newer content is not served, by source. */
  faults: Map<string, string>
}

// Shared by all bundles and the server.
const current = onceAProcess('current content', (): Current => ({
  version: '',
  derived: new Map(),
  listeners: new Set(),
  faults: new Map(),
}))

/** Returns the content folder, absolute. */
export const getContentFolder = findContentFolder

/** Returns the current portal. Reads the content folder on first use if it is not being followed. */
export function getPortal(): Promise<Portal> {
  const folder = getContentFolder()
  if (!current.portal || current.folder !== folder) {
    current.folder = folder
    current.derived = new Map()
    // Imported here because the Markdown packages load slowly.
    current.portal = import('./load').then(({ loadPortal }) => loadPortal(folder)).then(adoptLanguage)
  }
  return current.portal
}

/** Returns the portal's settings. Does not read the pages if they have not been read yet. */
export async function getSettings(): Promise<Settings> {
  const folder = getContentFolder()
  if (current.portal && current.folder === folder) return (await current.portal).settings
  const { readSettings } = await import('./files/read-settings')
  const { settings } = await readSettings(folder)
  setLanguage(settings.lang, settings.dir)
  return settings
}

/** Has the interface speak the language of a portal. */
function adoptLanguage(portal: Portal): Portal {
  setLanguage(portal.settings.lang, portal.settings.dir)
  return portal
}

/** Makes `getPortal` wait for the first reading of a followed folder. */
export function announcePortal(portal: Promise<Portal>): void {
  // The caller handles a failure.
  portal.then(adoptLanguage, () => {})
  Object.assign(current, { portal, folder: getContentFolder() })
}

/** Replaces the current content. `version` is a digest of all its files. */
export function replacePortal(portal: Portal, version: string): void {
  Object.assign(current, {
    portal: Promise.resolve(adoptLanguage(portal)),
    folder: getContentFolder(),
    version,
    derived: new Map(),
  })
  for (const listener of current.listeners) listener(portal)
}

/** Calls `listener` each time the content is replaced. */
export function onContentChange(listener: (portal: Portal) => void): void {
  current.listeners.add(listener)
}

/** Records why newer content is not served; null clears the reason. Returns whether the reason changed. */
export function noteContentFault(source: 'folder' | 'git', sentence: string | null): boolean {
  const isNews = (current.faults.get(source) ?? null) !== sentence
  if (sentence === null) current.faults.delete(source)
  else current.faults.set(source, sentence)
  return isNews
}

/** Returns the reasons why newer content is not served, one sentence each; empty if it is served. */
export function listContentFaults(): string[] {
  return [...current.faults.values()]
}

/** Returns the digest of all files; empty if the folder is not being followed. */
export function getContentVersion(): string {
  return current.version
}

/** Returns the value that `make` derives from the content, computed once per version. */
export function deriveFromContent<T>(name: string, make: () => T): T {
  const key = `${getContentFolder()}\0${name}`
  if (!current.derived.has(key)) current.derived.set(key, make())
  return current.derived.get(key) as T
}
