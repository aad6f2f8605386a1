/** The event that applies fonts that wait for another page (server/pages/first-fonts.ts). */
export const pageLeft = 'portal:page-left'

/** The addresses of the fonts that were loaded before. */
const loaded = new Set<string>()

/**
 * Loads fonts from the browser's cache that arrived too late for this page. With `font-display: optional`, browsers would
 * ignore them until the next full load. Returns a function that applies them, for when the reader leaves the page.
 */
export function loadOptionalFonts(): () => void {
  const fetched = new Set(
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name }) => name),
  )
  const ready: FontFace[] = []
  for (const { address, rule } of listFontRules()) {
    if (!fetched.has(address) || loaded.has(address)) continue
    const style = (name: string) => rule.style.getPropertyValue(name)
    const face = new FontFace(style('font-family').replaceAll(/^["']|["']$/g, ''), `url("${address}")`, {
      style: style('font-style') || 'normal',
      weight: style('font-weight'),
    })
    loaded.add(address)
    face.load().then(
      () => ready.push(face),
      () => loaded.delete(address),
    )
  }
  return () => {
    ready.splice(0).forEach((face) => document.fonts.add(face))
    document.dispatchEvent(new Event(pageLeft))
  }
}

function listFontRules(): { address: string; rule: CSSFontFaceRule }[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      const file =
        rule instanceof CSSFontFaceRule && /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue('src'))?.[1]
      return file ? [{ address: new URL(file, sheet.href ?? location.href).href, rule }] : []
    }),
  )
}
