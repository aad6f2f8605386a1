import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { LineCounter } from 'yaml'
import { limits } from '../limits'
import type { Finding } from '../portal'
import type { Logo } from '../files/settings'

/** The elements allowed in a logo. Others can run, animate or fetch something, or belong to a drawing program. */
const elements = new Set(
  `svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan style stop
  linearGradient radialGradient pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer
  feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
  feOffset`.split(/\s+/),
)

/** Reads a logo. Reports everything in it that could run or fetch something; with findings, the logo is null. */
export function checkLogo(bytes: Buffer): { logo: Logo | null; findings: Finding[] } {
  const findings: Finding[] = []
  const counter = new LineCounter()
  const report = (offset: number, message: string) => {
    const { line, col } = counter.linePos(offset)
    findings.push({ line: Math.max(line, 1), column: Math.max(col, 1), rule: 'logo', message })
  }
  if (bytes.length > limits.yamlBytes) {
    report(0, `The picture is larger than ${limits.yamlBytes / 1024} KB. Simplify it, or leave its metadata out.`)
    return { logo: null, findings }
  }
  let svg: string
  try {
    svg = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report(0, 'The picture is not UTF-8. Save it as plain SVG in UTF-8.')
    return { logo: null, findings }
  }
  for (let index = 0; index >= 0; index = svg.indexOf('\n', index) + 1 || -1) counter.addNewLine(index)

  const open: string[] = []
  let ratio: number | null = null
  let root: string | null = null
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const at = parser.startIndex
        root ??= name
        if (name === 'svg' && open.length === 0) ratio = readRatio(attributes)
        open.push(name)
        if (name.toLowerCase() === 'script') report(at, 'A logo can’t contain <script>. Remove it.')
        else if (!elements.has(name)) report(at, `A logo can’t contain <${name}>. Remove it, or save it as plain SVG.`)
        for (const [attribute, value] of Object.entries(attributes)) {
          const fault = findAttributeFault(attribute, value)
          if (fault) report(at, `${fault} in <${name}>. Remove it.`)
        }
      },
      ontext(words) {
        if (open.at(-1) === 'style' && loads(words))
          report(parser.startIndex, 'The styles in <style> load something. Remove "url(…)", "@import" and "\\".')
      },
      onclosetag: () => void open.pop(),
      onprocessinginstruction(name) {
        if (name.toLowerCase() !== '?xml' && !/^!doctype$/i.test(name))
          report(parser.startIndex, `A logo can’t contain <${name}>. Remove it.`)
        // Entities are declared there.
        if (/^!doctype$/i.test(name)) report(parser.startIndex, 'A logo can’t contain <!DOCTYPE>. Remove it.')
      },
    },
    { xmlMode: true },
  )
  parser.end(svg)
  if (root !== 'svg') report(0, 'This is not an SVG picture: it must begin with <svg>.')
  else if (ratio === null)
    report(svg.indexOf('<svg'), 'The <svg> must have a viewBox="0 0 width height", which gives it its shape.')
  const version = createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
  return { logo: findings.length || ratio === null ? null : { svg, ratio, version }, findings }
}

function findAttributeFault(name: string, value: string): string | null {
  if (/^on/i.test(name)) return `"${name}" runs a script`
  if (/^((.*:)?href|src)$/i.test(name) && !value.trim().startsWith('#'))
    return `"${name}" leads to "${value.slice(0, 80)}", outside the picture`
  if (/^xml:base$/i.test(name)) return '"xml:base" leads outside the picture'
  return loads(value) ? `"${name}" loads something from outside the picture` : null
}

/** Whether styles load anything from outside the picture. Any backslash counts, since it could disguise that. */
function loads(styles: string): boolean {
  return /\\|@import|(?:image|image-set|src)\(|url\((?!\s*["']?#)/i.test(styles)
}

function readRatio({ viewBox, width, height }: Record<string, string>): number | null {
  const [, , ...box] =
    viewBox
      ?.trim()
      .split(/[\s,]+/)
      .map(Number) ?? []
  const [across = 0, down = 0] = viewBox === undefined ? [parseFloat(width ?? ''), parseFloat(height ?? '')] : box
  const found = across / down
  return across > 0 && down > 0 && found >= 0.1 && found <= 10 ? found : null
}
