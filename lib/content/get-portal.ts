import path from 'node:path'
import { onceAProcess } from '../once-a-process'
import { readBuiltPortal } from './built-portal'
import type { Portal } from './portal'

/** The content folder: `CONTENT_DIR`, or `content` beside the application. */
export function getContentFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.env.CONTENT_DIR ?? 'content')
}

/**
 * The portal of the content folder. In production it is as the build read it, for content changes with a
 * build; in development it is read at each call, so that an edit shows on reload.
 */
export function getPortal(): Promise<Portal> {
  const { NODE_ENV } = process.env
  if (NODE_ENV === 'production') return getBuiltPortal()
  const folder = getContentFolder()
  return NODE_ENV === 'development' ? read(folder) : onceAProcess(`portal of ${folder}`, () => read(folder))
}

/** The portal as the build read it, which is quick, or of the content folder where no build did. The same for a whole process. */
export function getBuiltPortal(): Promise<Portal> {
  const folder = getContentFolder()
  return onceAProcess(`built portal of ${folder}`, async () => (await readBuiltPortal(folder)) ?? read(folder))
}

async function read(folder: string): Promise<Portal> {
  // Only now: all that reads Markdown takes longer to load than a built portal.
  const { loadPortal } = await import('./load')
  return loadPortal(folder)
}
