import { createHash } from 'node:crypto'

/** The scripts within a page that a browser would run, as a policy names them. */
export function hashScripts(html: string): string[] {
  return hashMatches(html, /<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)<\/script>/gs)
}

/** The style sheets within a page, likewise. */
export function hashStyles(html: string): string[] {
  return hashMatches(html, /<style[^>]*>(.*?)<\/style>/gs)
}

function hashMatches(html: string, element: RegExp): string[] {
  return [...html.matchAll(element)].map(
    ([, content]) =>
      `'sha256-${createHash('sha256')
        .update(content ?? '')
        .digest('base64')}'`,
  )
}
