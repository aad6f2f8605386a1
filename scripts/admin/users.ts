import { closeDatabase, listReaders } from '../../lib/operating'
import { printTable, UsageError, type Verb } from './admin-verb'

export const verb: Verb = {
  summary: 'lists readers with an account: id, name, address, sign-up, last seen, marks',
  usage: '',
  help: 'Newest first. “Last seen” is rounded to the hour, and empty for readers without a session.',
  options: { search: { type: 'string' }, limit: { type: 'string' } },
  optionHelp: {
    search: 'only readers with this text in their name or address',
    limit: 'the most readers to list (100)',
  },
  async run({ args, options: { search, limit = '100' }, json }) {
    if (args.length || !/^[1-9]\d{0,6}$/.test(String(limit)))
      throw new UsageError('Usage: npm run admin -- users [--search <text>] [--limit <number>].')
    const readers = await listReaders({
      search: typeof search === 'string' ? search : undefined,
      limit: Number(limit),
    }).finally(closeDatabase)
    if (json) console.log(JSON.stringify(readers, null, 2))
    else if (!readers.length) console.log('No readers.')
    else
      console.log(
        printTable([
          ['id', 'name', 'e-mail', 'since', 'last seen', 'marks'],
          ...readers.map((each) => [
            each.id,
            oneLine(each.name),
            oneLine(each.email),
            print(each.createdAt),
            print(each.lastSeen),
            String(each.marks),
          ]),
        ]),
      )
    return 0
  },
}

const print = (time: Date | null) => time?.toISOString().slice(0, 16).replace('T', ' ') ?? ''

/** Names come from readers and must not control the terminal. */
const oneLine = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')
