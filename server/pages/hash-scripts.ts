import { createHash } from 'node:crypto'

/** The scripts within a page that a browser would run, as a policy names them. */
export function hashScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)<\/script>/gs)].map(([, script]) => `'sha256-${createHash('sha256').update(script ?? '').digest('base64')}'`)
}
