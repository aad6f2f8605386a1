import type { Root } from 'mdast'
import type { Data, Processor } from 'unified'
import { EXIT, SKIP, visit } from '../visit-nodes'

/** What every bare address has. */
const mark = /:\/\/|www\.|@/i

/**
 * A plugin for after `remarkGfm`: syntax is tried only where the page may hold it. Otherwise, each line is read as a row of
 * a table first, and each word as an address; and the parsed page is searched for the bare addresses that the parser
 * missed (after a bracket or quotation mark). These took up to 30 % of the time of parsing.
 */
export function spareSearch(this: Processor): void {
  const data = this.data()
  for (const extension of (data.fromMarkdownExtensions ?? []).flat())
    extension.transforms = extension.transforms?.map(
      (search) => (tree) => (mayHoldAddress(tree) ? search(tree) : undefined),
    )
  const { parser } = this
  let page = survey('')
  this.parser = (text, file) => {
    page = survey(text)
    return (parser as (...given: [string, typeof file]) => Root)(text, file)
  }
  data.micromarkExtensions = data.micromarkExtensions?.map((extension) =>
    mapConstructs(extension, (construct) => {
      const { name = '', tokenize, previous } = construct
      if (name === 'table')
        return {
          ...construct,
          tokenize(effects, ok, nok) {
            return page.tableLines.has(this.now().line) ? tokenize.call(this, effects, ok, nok) : nok
          },
        }
      return name in addresses
        ? {
            ...construct,
            previous(code) {
              return page.addresses.has(name) && previous!.call(this, code)
            },
          }
        : construct
    }),
  )
}

function mayHoldAddress(tree: Root): boolean {
  let found = false
  visit(tree, (node) => {
    if (node.type === 'link' || node.type === 'linkReference') return SKIP
    found ||= node.type === 'text' && mark.test(node.value)
    return found ? EXIT : undefined
  })
  return found
}

/** What a page has that holds a bare address, by the name of the construct that reads it. */
const addresses: Record<string, RegExp> = {
  emailAutolink: /[\w.+-]@/,
  protocolAutolink: /https?:\/\//i,
  wwwAutolink: /www\./i,
}

/** Returns which constructs may read an address in a text, and the lines that may be the head or a row of a table. */
function survey(text: string): { addresses: Set<string>; tableLines: Set<number> } {
  const tableLines = new Set<number>()
  if (text.includes('-')) {
    const lines = text.split(/\r\n|\n|\r/)
    let isInTable = false
    for (const [index, line] of lines.entries()) {
      isInTable = (isInTable && !/^[\s>]*$/.test(line)) || isDelimiterRow(lines[index + 1])
      if (isInTable) tableLines.add(index + 1)
    }
  }
  const found = Object.entries(addresses).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []))
  return { addresses: new Set(found), tableLines }
}

const isDelimiterRow = (line = '') => /^[\s>]*[|:-][\s|:-]*$/.test(line)

type Extension = NonNullable<Data['micromarkExtensions']>[number]
type Construct = Extract<NonNullable<NonNullable<Extension['flow']>['null']>, { tokenize: unknown }>

/** Returns a copy of an extension in which its constructs in flow and in text are replaced. */
function mapConstructs(extension: Extension, replace: (construct: Construct) => Construct): Extension {
  const known = new Map<Construct, Construct>()
  const replaced = (construct: Construct) => {
    if (!known.has(construct)) known.set(construct, replace(construct))
    return known.get(construct)!
  }
  const map = (constructs: Extension['flow']) =>
    constructs &&
    Object.fromEntries(
      Object.entries(constructs).map(([code, list]) => [
        code,
        [list].flat().flatMap((construct) => (construct ? [replaced(construct)] : [])),
      ]),
    )
  return { ...extension, flow: map(extension.flow), text: map(extension.text) }
}
