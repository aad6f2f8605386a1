import path from 'node:path'
import { getContentFolder } from '../../lib/content'
import type { Command } from '../verbs'
import type { Call, Verb } from './content-verb'

const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
  check: () => import('./check'),
  examples: () => import('./examples'),
  explain: () => import('./explain'),
  new: () => import('./new'),
  move: () => import('./move'),
  diff: () => import('./diff'),
  stats: () => import('./stats'),
  schema: () => import('./schema'),
  import: () => import('./import'),
  adopt: () => import('./adopt'),
  search: () => import('./search'),
  links: () => import('./links'),
  history: () => import('./write-history'),
  init: () => import('./init'),
  publish: () => import('./publish'),
}

/** The command `npm run content` with its verbs. */
export const command: Command<Call> = {
  name: 'content',
  verbs,
  options: { content: { type: 'string' } },
  optionHelp: { content: 'use another content folder' },
  prepare({ options: { content, ...options }, ...call }) {
    return { ...call, options, folder: typeof content === 'string' ? path.resolve(content) : getContentFolder() }
  },
}
