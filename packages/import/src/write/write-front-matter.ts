import { Document, Scalar } from 'yaml'
import type { Standing } from '../arrange/assign-sortorder'
import type { Naming } from '../arrange/naming'

/** Writes a page's front matter, with its `---` lines. */
export function writeFrontMatter({ title, slug, sidebartitle, meta }: Naming, { sortorder, toc }: Standing): string {
  const quoted = new Scalar(sortorder)
  quoted.type = Scalar.QUOTE_DOUBLE
  const document = new Document({ title, category: 'page', slug, sortorder: quoted, toc, sidebartitle, meta })
  return `---\n${document.toString({ lineWidth: 0 })}---\n`
}
