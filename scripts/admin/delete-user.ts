import { createInterface } from 'node:readline/promises'
import { UserFacingError } from '../../lib/env'
import { closeDatabase, deleteReader, findReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'deletes a reader’s account and all of their data',
  usage: '<id|email>',
  help: 'Permanently deletes the account, its sessions, marks and pending links; requests that the reader sends at that moment are refused. Asks for confirmation unless --yes is given. Earlier backups still contain the account.',
  options: { yes: { type: 'boolean' } },
  optionHelp: { yes: 'skip the confirmation' },
  async run({ args: [who, ...rest], options: { yes }, json }) {
    if (!who || rest.length) throw new UsageError('Usage: npm run admin -- delete-user <id|email> [--yes].')
    try {
      return await deleteOne(who, yes === true, json)
    } finally {
      await closeDatabase()
    }
  },
}

async function deleteOne(who: string, sure: boolean, json: boolean): Promise<0 | 1> {
  const reader = await findReader(who)
  if (!reader) throw new UserFacingError(`No reader has the id or address ${who}.`)
  if (!sure && !(await confirm(`Permanently delete ${reader.email} with ${reader.marks} marks? Type yes: `))) {
    console.error('Nothing was deleted.')
    return 1
  }
  await deleteReader(reader.id)
  console.log(json ? JSON.stringify({ deleted: reader.id }) : `Deleted ${reader.id}.`)
  return 0
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('There is no terminal to confirm on. Add --yes.')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim() === 'yes'
  } finally {
    lines.close()
  }
}
