import { createInterface } from 'node:readline/promises'
import { UserFacingError } from '../../lib/env'
import { closeDatabase, deleteReader, findReader } from '../../lib/operating'
import { UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'deletes a reader’s account with all that is theirs, as they could themselves',
  usage: '<id|e-mail>',
  help: 'Account, sessions, marks and pending links go, for good; what the reader is writing at that moment is refused. Asks first, unless --yes says so. Backups made before still hold it.',
  options: { yes: { type: 'boolean' } },
  optionHelp: { yes: 'do not ask' },
  async run({ args: [who, ...rest], options: { yes }, json }) {
    if (!who || rest.length) throw new UsageError('Usage: npm run admin -- delete-user <id|e-mail> [--yes].')
    try {
      return await deleteOne(who, yes === true, json)
    } finally {
      await closeDatabase()
    }
  },
}

async function deleteOne(who: string, sure: boolean, json: boolean): Promise<0 | 1> {
  const reader = await findReader(who)
  if (!reader) throw new UserFacingError(`There is no reader with the id or address ${who}.`)
  if (!sure && !(await confirm(`Delete ${reader.email} with ${reader.marks} marks, for good? Type yes: `))) {
    console.error('Nothing was deleted.')
    return 1
  }
  await deleteReader(reader.id)
  console.log(json ? JSON.stringify({ deleted: reader.id }) : `Deleted ${reader.id}.`)
  return 0
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('Nobody is there to ask. Say --yes.')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim() === 'yes'
  } finally {
    lines.close()
  }
}
