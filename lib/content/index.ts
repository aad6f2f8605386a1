import path from 'node:path'
import { onceAProcess } from '../once-a-process'
import { loadPortal } from './load'
import type { Portal } from './portal'

export * from './portal'
export { annotateTopic } from './annotate'
export { deriveResourceId } from './address'
export { describeFrontMatter, isSlug } from './front-matter'
export { listPages, slugOfAddress } from './load'
export { movesFile } from './moves'
export { readPage } from './read-page'
export { writeMarkdown } from './write-markdown'
export { TooSlowError, within } from './within'
export { findAddressFault } from './check-address'
export { loadPortal }

/** The content folder: `CONTENT_DIR`, or `content` beside the application. */
export function getContentFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.env.CONTENT_DIR ?? 'content')
}

/**
 * The portal of the content folder. In production it is read once a process, for content changes
 * with a build; in development at each call, so that an edit shows on reload.
 */
export function getPortal(): Promise<Portal> {
  const folder = getContentFolder()
  if (process.env.NODE_ENV === 'development') return loadPortal(folder)
  return onceAProcess(`portal of ${folder}`, () => loadPortal(folder))
}
