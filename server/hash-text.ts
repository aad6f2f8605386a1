import { createHash } from 'node:crypto'

/** Returns the policy's source for an inline script or style sheet with this text. */
export function hashText(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
