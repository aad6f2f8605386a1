/** A syntax error of a body, described for editors, and the offset of the character that opens the broken text. */
export interface SyntaxFault {
  message: string
  opening: number
}

/** HTML elements that editors often write, and what to write instead. */
const instead: Record<string, string> = {
  br: 'Remove it: an empty line begins a new paragraph, and "\\" at the end of a line breaks the line',
  hr: 'Write ---, between empty lines',
  img: 'Write ![What it shows](/figures/name.svg)',
  a: 'Write [words](https://…)',
  b: 'Write **words**',
  strong: 'Write **words**',
  i: 'Write *words*',
  em: 'Write *words*',
  code: 'Write `words`',
  kbd: 'Write <Kbd>Esc</Kbd>',
}

/**
 * Explains an error of the MDX parser, with what to write instead. `offset` is where the parser gave up, or the start
 * of the element that its message names.
 */
export function explainSyntax(reason: string, body: string, offset: number): SyntaxFault {
  const tag = body.lastIndexOf('<', offset)
  const written = body.slice(Math.max(tag, 0), offset + 200)
  const [, unclosed] = /^Expected a closing tag for `<([^`>]*)>`/.exec(reason) ?? []
  if (unclosed !== undefined) return { opening: offset, message: explainUnclosed(unclosed) }
  if (reason.includes('end of file in expression') || reason.includes('Could not parse expression')) {
    const opening = reason.includes('end of file')
      ? findOpenBrace(body.slice(0, offset))
      : body.lastIndexOf('{', offset)
    return {
      opening: opening < 0 ? offset : opening,
      message: 'This "{" begins code, which a page can\'t hold. Write "\\{", or put the text into `code`.',
    }
  }
  if (reason.includes('in attribute value')) {
    const opening = body.lastIndexOf('<', body.lastIndexOf('="', offset))
    return {
      opening: opening < 0 ? offset : opening,
      message: "The quotation mark that opens the value of an attribute is never closed. Put '\"' after the value.",
    }
  }
  if (tag < 0) return { opening: offset, message: explainOther(reason) }
  return { opening: tag, message: explainTag(reason, written) }
}

function explainUnclosed(name: string): string {
  const [element = ''] = name.split(/\s/)
  if (/^[A-Z]/.test(element)) return `Nothing closes <${element}>. Write </${element}> where it ends.`
  const cure = instead[element.toLowerCase()] ?? 'Write Markdown instead'
  return `<${element}> is HTML, which a page can't hold. ${cure}; to show "<", write "\\<".`
}

function explainTag(reason: string, written: string): string {
  const [, email] = /^<(?:mailto:)?([^\s<>@]{1,64}@[^\s<>@]{1,255})>/.exec(written) ?? []
  if (email) return `An email address needs no angle brackets. Write [words](mailto:${email}).`
  const [, address] = /^<(https?:\/\/[^\s<>]{1,300})>/.exec(written) ?? []
  if (address) return `An address in angle brackets is not a link here. Write [its title](${address}).`
  if (/^<!?-{0,2}[^a-z/>]/i.test(written))
    return 'This "<" does not begin an element. Write "\\<", or put the text into `code`.'
  if (reason.includes('before attribute value')) {
    const [, name = 'title'] = /([a-z]+)\s*=\s*[^\s=]*$/i.exec(written.split('>', 1)[0] ?? '') ?? []
    return `The value of an attribute needs straight quotation marks. Write ${name}="…".`
  }
  const [, end, inner] =
    /^Unexpected closing tag `(<[^`]*>)`, expected corresponding closing tag for `<([^`]*)>`/.exec(reason) ?? []
  if (inner !== undefined) return `Nothing closes <${inner}>. Write </${inner}> before this ${end}.`
  const [, closing] = /^<\/([^\s>]*)/.exec(written) ?? []
  if (closing !== undefined)
    return `There is no <${closing}> that </${closing}> could close here. Remove it, or put the two at the same level: both outside a list item, or both in it.`
  return 'This "<" begins an incomplete element. Write "\\<" for the sign itself, or a complete element such as <Note title="…">.'
}

function explainOther(reason: string): string {
  return `${reason.replace(/ \(note: .*\)$/, '')}. In text, write "{" as "\\{" and "<" as "\\<"; close every tag.`
}

/** Returns the offset of the last "{" of a text that nothing closes; -1 if there is none. */
function findOpenBrace(body: string): number {
  const open: number[] = []
  for (const { 0: brace, index } of body.matchAll(/\\[{}]|[{}]/g))
    if (brace === '{') open.push(index)
    else if (brace === '}') open.pop()
  return open.at(-1) ?? -1
}
