/** The addresses of those that have been brought already. */
const brought = new Set<string>()

/**
 * A font that comes after the page was shown is left out of it, so that nothing moves (`font-display: optional`), and
 * browsers would go on without it until a page is loaded anew. This gets such fonts ready from the browser's
 * cache; the answer, called when the reader goes on, puts them to use on the next page.
 */
export function readyLateFonts(): () => void {
  const late = new Set(
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name }) => name),
  )
  const ready: FontFace[] = []
  for (const { address, rule } of listFontRules()) {
    if (!late.has(address) || brought.has(address)) continue
    const style = (name: string) => rule.style.getPropertyValue(name)
    const face = new FontFace(style('font-family').replaceAll(/^["']|["']$/g, ''), `url("${address}")`, {
      style: style('font-style') || 'normal',
      weight: style('font-weight'),
    })
    brought.add(address)
    face.load().then(
      () => ready.push(face),
      () => brought.delete(address),
    )
  }
  return () => ready.splice(0).forEach((face) => document.fonts.add(face))
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
