import { dropCodeMarks } from './code-marks'
import { rewriteColonFences } from './colon-fences'
import { rewriteCritic } from './critic'
import { rewriteCustomElements } from './custom-elements'
import { rewriteDefinitionLists } from './definition-lists'
import { rewriteHugo } from './hugo'
import { rewriteGlossary } from './hugo-glossary'
import { rewriteIndentedBlocks } from './indented-blocks'
import { rewriteAttributeLists } from './kramdown'
import { rewriteLiquid } from './liquid'
import { rewriteMath } from './math'
import { rewriteMaterial } from './mkdocs-material'
import { rewriteMdn } from './mdn'
import { rewriteMdx } from './mdx'
import { rewritePythonMarkdown } from './python-markdown'
import { rewriteSlashBlocks } from './slash-blocks'
import type { SourceLines } from './source-lines'

/** The dialects of Markdown, in the order in which they are rewritten. To add one, write its file and name it here. */
const dialects: ((page: SourceLines) => void)[] = [
  dropCodeMarks,
  rewriteMath,
  rewriteMdx,
  rewriteCustomElements,
  rewriteHugo,
  rewriteGlossary,
  rewriteMdn,
  rewriteLiquid,
  rewriteMaterial,
  rewriteIndentedBlocks,
  rewriteDefinitionLists,
  rewriteColonFences,
  rewriteSlashBlocks,
  rewriteAttributeLists,
  rewriteCritic,
  rewritePythonMarkdown,
]

/** Rewrites all dialects in a page to Markdown with HTML. The notes name what is left out or unknown. */
export function rewriteDialects(page: SourceLines): { body: string; notes: string[] } {
  for (const rewrite of dialects) rewrite(page)
  return { body: page.toString(), notes: [...page.notes, ...page.listFindings()] }
}
