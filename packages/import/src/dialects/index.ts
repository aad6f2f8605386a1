import { rewriteColonFences } from './colon-fences'
import { rewriteDefinitionLists } from './definition-lists'
import { rewriteHugo } from './hugo'
import { rewriteIndentedBlocks } from './indented-blocks'
import { rewriteAttributeLists } from './kramdown'
import { rewriteLiquid } from './liquid'
import { rewriteMdn } from './mdn'
import { rewriteMdx } from './mdx'
import { rewritePythonMarkdown } from './python-markdown'
import { rewriteSlashBlocks } from './slash-blocks'
import { SourceLines } from './source-lines'

/** The dialects of Markdown, in the order in which they are rewritten. To add one, write its file and name it here. */
const dialects: ((page: SourceLines) => void)[] = [
  rewriteMdx,
  rewriteHugo,
  rewriteMdn,
  rewriteLiquid,
  rewriteIndentedBlocks,
  rewriteDefinitionLists,
  rewriteColonFences,
  rewriteSlashBlocks,
  rewriteAttributeLists,
  rewritePythonMarkdown,
]

/** Rewrites all dialects in a source body to Markdown with HTML. The notes name what is left out or unknown. */
export function rewriteDialects(body: string, isMdx: boolean): { body: string; notes: string[] } {
  const page = new SourceLines(body, isMdx)
  for (const rewrite of dialects) rewrite(page)
  return { body: page.toString(), notes: [...page.notes, ...page.listFindings()] }
}
