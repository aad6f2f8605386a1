import { parse } from 'yaml'

/**
 * Returns the largest object or list of literals that follows `start` in a JavaScript file, without running it.
 * Literals of JavaScript are almost those of YAML. Returns undefined if there is no such start;
 * throws if what follows it holds more, such as a call.
 */
export function readLiteral(source: string, start: RegExp): unknown {
  const text = dropComments(source)
  const starts = [...text.matchAll(start)]
  if (!starts.length) return undefined
  let best = ''
  for (const { index, 0: found } of starts) {
    const literal = readBalanced(text, index + found.length)
    if (literal.length > best.length) best = literal
  }
  if (!best) throw new Error('it holds no list')
  return parse(toYaml(best), { schema: 'core', logLevel: 'silent' }) as unknown
}

/** Returns the value of a literal of JavaScript; undefined if it holds more. */
export function parseLiteral(literal: string): unknown {
  try {
    return parse(toYaml(dropComments(literal)), { schema: 'core', logLevel: 'silent' }) as unknown
  } catch {
    return undefined
  }
}

/** Removes comments, but not what looks like one in a text. */
function dropComments(source: string): string {
  return source.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_all, text?: string) => text ?? '',
  )
}

/** Returns the text from an opening bracket to the one that closes it. */
function readBalanced(text: string, from: number): string {
  if (!/[[{]/.test(text[from] ?? '')) return ''
  let depth = 0
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quote) {
      if (sign === '\\') at++
      else if (sign === quote) quote = ''
    } else if (/["'`]/.test(sign)) quote = sign
    else if (/[[{(]/.test(sign)) depth++
    else if (/[\]})]/.test(sign) && --depth === 0) return text.slice(from, at + 1)
  }
  return ''
}

/** Writes texts as JSON does, and a space after each key. */
function toYaml(literal: string): string {
  return literal
    .replace(
      /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(\.\.\.[^,\]}]*)|([\w$]+)\s*:(?!:)|[\t\n\r]+/g,
      (_all, text?: string, spread?: string, key?: string) => {
        if (text) return JSON.stringify(text.slice(1, -1).replace(/\\(.)/g, '$1'))
        if (spread) return 'null'
        return key ? `${key}: ` : ' '
      },
    )
    .replace(/"\s*:(?!\s)/g, '": ')
}
