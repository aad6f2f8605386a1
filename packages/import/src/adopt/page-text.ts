import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ConversionError } from '../conversion-error'

/** Returns the text of a file; an empty one if it does not exist. */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return ''
    throw new ConversionError(`${file} can't be read (${error.code}).`)
  })
}

/** Returns the text of a page below its front matter. */
export function bodyOf(page: string): string {
  return /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(page)?.[1] ?? page
}

/** Returns the digest of a body, as records have it. */
export function hashBody(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32)
}
