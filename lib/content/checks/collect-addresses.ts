import type { Definition, Root } from 'mdast'
import { visit } from '../visit-nodes'
import { findAddressFault, isInside } from './check-address'
import { authorElements, placeOf, toText } from '../body/markdown'
import type { Finding } from '../portal'

/** An address as a page writes it. */
export interface Address {
  href: string
  line: number
  column: number
}

/** The addresses of a page, to be checked against the other pages. */
export interface Addresses {
  /** Addresses on this site: topics, anchors, the portal's own pages, files. */
  inside: Address[]
  /** Addresses on other sites. */
  outside: Address[]
  /** Pictures that should be in `figures` of the content folder. */
  pictures: Address[]
}

/** Attributes that hold an address. */
const addressAttributes = new Set(['href', 'src', 'cite', 'poster'])

/** Returns all addresses of a page, and the problems that can be found without the other pages. */
export function collectAddresses(tree: Root): { addresses: Addresses; findings: Finding[] } {
  const addresses: Addresses = { inside: [], outside: [], pictures: [] }
  const findings: Finding[] = []
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })

  const checkLink = (href: string, at: { line: number; column: number }) => {
    const fault = findAddressFault(href)
    if (fault) findings.push({ ...at, ...fault })
    else if (isInside(href)) addresses.inside.push({ href, ...at })
    else addresses.outside.push({ href, ...at })
  }
  const checkPicture = (href: string, alt: string | null | undefined, at: { line: number; column: number }) => {
    const report = (message: string) => findings.push({ ...at, rule: 'picture', message })
    if (!alt?.trim()) report('Describe the picture between the brackets: ![What it shows](/figures/name.svg).')
    const fault = findAddressFault(href)
    if (fault && fault.rule !== 'insecure') findings.push({ ...at, ...fault })
    else if (!isInside(href))
      report('The picture is on another site. Put it into figures/ of the content folder and write /figures/<name>.')
    else if (!href.startsWith('/'))
      report(`The address of a picture begins with a slash: /figures/${href.split('/').at(-1)}.`)
    else if (!/\.(svg|png|jpe?g|webp|avif|gif)$/i.test(href))
      report('A picture must be an svg, png, jpg, webp, avif or gif file, without "?" or "#" after its name.')
    else addresses.pictures.push({ href, ...at })
  }

  visit(tree, (node) => {
    const at = placeOf(node)
    if (node.type === 'link' || node.type === 'definition') checkLink(node.url, at)
    if (node.type === 'link' && !toText(node).trim())
      findings.push({
        ...at,
        rule: 'address',
        message: 'The link has no text. Write what it leads to between the brackets.',
      })
    if (node.type === 'image') checkPicture(node.url, node.alt, at)
    if (node.type === 'imageReference') checkPicture(definitions.get(node.identifier)?.url ?? '', node.alt, at)
    if (
      (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') ||
      !node.name ||
      !authorElements.has(node.name)
    )
      return
    for (const attribute of node.attributes)
      if (
        attribute.type === 'mdxJsxAttribute' &&
        addressAttributes.has(attribute.name) &&
        typeof attribute.value === 'string'
      )
        checkLink(attribute.value, attribute.position ? placeOf(attribute) : at)
  })
  return { addresses, findings }
}
