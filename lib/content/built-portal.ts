import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Portal } from './portal'

// Reading a page takes some 20 ms of CPU, and each process of a build and each server needs all of them. So a build
// reads the content once and writes down what it read, in V8's own form, which keeps maps and what is shared.

interface Built {
  /** The content folder that was read. */
  folder: string
  portal: Portal
}

const build = () =>
  path.resolve(
    /* turbopackIgnore: true */ process.env.NODE_ENV === 'development'
      ? '.next/dev'
      : (process.env.NEXT_DIST_DIR ?? '.next'),
  )
/** Where Next leaves it alone while it makes a build, or a development server is up … */
const whileBuilding = () => path.join(build(), 'cache/portal')
/** … and where it is a part of that build: a cache may be thrown away. */
const onceBuilt = () => path.join(build(), 'portal')

/** Writes down the portal of a content folder for the build that is made, or the development server that is started, next. */
export function writeBuiltPortal(folder: string, portal: Portal): void {
  mkdirSync(path.dirname(whileBuilding()), { recursive: true })
  writeFileSync(whileBuilding(), serialize({ folder, portal } satisfies Built))
}

/** Makes what was written down a part of the build that has been made. */
export function settleBuiltPortal(): void {
  renameSync(whileBuilding(), onceBuilt())
}

/** The portal that a build wrote down; null where there is none of this folder, or of another version of Node. */
export async function readBuiltPortal(folder: string): Promise<Portal | null> {
  for (const file of [whileBuilding(), onceBuilt()])
    try {
      const built = deserialize(await readFile(/* turbopackIgnore: true */ file)) as Built
      return built.folder === folder ? built.portal : null
    } catch {
      // The other one, or the content itself.
    }
  return null
}
