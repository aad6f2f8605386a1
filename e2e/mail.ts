import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@playwright/test'

/** Returns the file in which the server on this port stores a message's token, for tests in other processes. */
export function nameMailFile(port: string, to: string, subject = ''): string {
  return path.join(tmpdir(), `lectern-e2e-mail-${port}`, encodeURIComponent(`${to} ${subject}`))
}

/** Waits for a message and returns the token of its link. */
export async function readMailedToken(baseURL: string, to: string, subject: string): Promise<string> {
  const file = nameMailFile(new URL(baseURL).port, to, subject)
  await expect
    .poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { intervals: [20, 50, 100] })
    .toBe(true)
  return readFileSync(file, 'utf8')
}
