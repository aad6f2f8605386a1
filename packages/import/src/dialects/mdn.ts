import type { SourceLines } from './source-lines'

/** A macro of MDN: `{{domxref("Node.remove()")}}` or `{{Compat}}`. */
const macro = /\{\{\s*([A-Za-z][\w-]*)\s*(?:\(((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'(){}])*)\))?\s*\}\}/g

/** Macros that link a name to its reference page, which has the form of code. */
const references =
  /^(?:domxref|cssxref|jsxref|svgattr|svgxref|httpheader|httpmethod|httpstatus|csp|webextapiref|htmlattrxref)$/
const tags = /^(?:html|svg|mathml)element$/
const badges = /^(optional|experimental|deprecated|obsolete|non-standard|readonly)_?inline$/
/** Macros that MDN fills from its own data: sidebars, menus, tables and live examples. */
const filled =
  /^(?:\w*sidebar|(?:previous|next|previousnext|previousmenu|menu)\w*|\w*ref|compat|specifications|specname|embed\w+|interactiveexample|seecompattable|(?:deprecated|obsolete|non-standard|securecontext|availableinworkers|experimental)_?(?:header)?|listsubpages\w*|listgroups|quicklinks\w*|inheritancediagram|cssinfo|csssyntax\w*|js_property_attributes)$/

/** Rewrites the macros of MDN: references become code, badges their word; what is filled from data is left out. */
export function rewriteMdn(page: SourceLines): void {
  if (!page.lines.some(({ text }) => text.includes('{{'))) return
  page.replaceInProse(macro, ([whole, written = '', list = ''], line) => {
    const name = written.toLowerCase()
    const values = [...list.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/g)].map(
      ([, double, single]) => double ?? single ?? '',
    )
    const [first = '', shown = ''] = values
    if (references.test(name)) return first ? toCode(shown || first.replace(/\//g, '.')) : whole
    if (tags.test(name)) return first ? toCode(`<${first}>`) : whole
    if (name === 'glossary') return shown || first || whole
    const [, badge] = badges.exec(name) ?? []
    if (badge) return `(${badge})`
    if (name === 'embedyoutube') return first ? `<https://www.youtube.com/watch?v=${first}>` : whole
    if (!filled.test(name)) return whole
    page.addLeftOut(`The macro "{{${written}}}"`, line)
    return ''
  })
}

function toCode(text: string): string {
  return text.includes('`') ? text : `\`${text}\``
}
