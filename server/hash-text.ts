import { createHash } from 'node:crypto'

/** Returns how a policy names a script or a style sheet within a page, by its text. */
export function hashText(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
