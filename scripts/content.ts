import path from 'node:path'
import { getContentFolder } from '../lib/content'
import type { Verb } from './content/verb'
import { runCommand } from './verbs'

// npm run content -- <verb>: what editors and their pull requests are checked and helped with.

const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
  check: () => import('./content/check'),
  explain: () => import('./content/explain'),
  new: () => import('./content/new'),
  move: () => import('./content/move'),
  diff: () => import('./content/diff'),
  stats: () => import('./content/stats'),
  schema: () => import('./content/schema'),
  import: () => import('./content/import'),
  links: () => import('./content/links'),
}

await runCommand({
  name: 'content',
  verbs,
  options: { content: { type: 'string' } },
  optionHelp: { content: 'another content folder' },
  prepare({ options: { content, ...options }, ...call }) {
    return { ...call, options, folder: typeof content === 'string' ? path.resolve(content) : getContentFolder() }
  },
})
