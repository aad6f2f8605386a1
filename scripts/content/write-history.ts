import { historyFile, loadPortal } from '../../lib/content'
import { listLinks, writeHistoryFile } from '../../lib/history'
import { fromHere, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'writes history.json, for a copy of the content without Git',
  usage: '',
  help: 'Writes what Git knows of the content (dates, contributors, when each tutorial was added, the address of the repository) to history.json in the content folder. A portal whose content folder has no Git history, such as a container with a mounted folder, reads it there: pages, feeds and edit links are then the same.',
  async run({ args, folder, json }) {
    if (args.length) throw new UsageError('Usage: npm run content -- history [--content <folder>].')
    const { topics } = await loadPortal(folder)
    await writeHistoryFile(folder, listLinks(topics.values()))
    if (json) console.log(JSON.stringify({ file: historyFile }, null, 2))
    else console.log(`Wrote ${fromHere(folder, historyFile)}.`)
    return 0
  },
}
