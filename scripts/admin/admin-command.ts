import { readEnv } from '../../lib/env'
import type { Command } from '../verbs'
import type { Call, Verb } from './admin-verb'

const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
  status: () => import('./status'),
  backup: () => import('./backup'),
  restore: () => import('./restore'),
  move: () => import('./move-database'),
  migrate: () => import('./migrate'),
  users: () => import('./users'),
  'delete-user': () => import('./delete-user'),
  invite: () => import('./invite'),
  'sign-out': () => import('./sign-out'),
  'second-factor-off': () => import('./second-factor-off'),
}

/** The command `npm run admin` with its verbs. */
export const command: Command<Call> = { name: 'admin', verbs, prepare: (call) => ({ ...call, env: readEnv() }) }
