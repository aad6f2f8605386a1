import { move, withdraw } from '../../lib/editing'
import { fromHere, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'changes an address or a slug everywhere, or records that it was withdrawn; readers’ marks follow',
  usage: '<old> <new>   |   move <old> --withdrawn "<why>"',
  help:
    'Changes the address (or the links to the slug) on all pages, in any spelling, and records the move in moved.yaml. A former page address redirects. Addresses in code are not changed. ' +
    'If one can’t be changed, nothing is. With --withdrawn, records that it was removed permanently. --json: { edited, changes: [{ file, line, column, from, to }], renamed, recorded }, with paths from the content folder.',
  options: { withdrawn: { type: 'string' } },
  optionHelp: { withdrawn: 'why it was removed; instead of <new>' },
  async run({ args: [from, to, ...rest], options: { withdrawn }, folder, json }) {
    if (!from || rest.length > 0 || (to === undefined) === (withdrawn === undefined))
      throw new UsageError('Usage: npm run content -- move <old> <new>, or move <old> --withdrawn "<why>".')
    const done = to === undefined ? await withdraw(folder, from, String(withdrawn)) : await move(folder, from, to)
    if (json) {
      console.log(JSON.stringify(done, null, 2))
      return 0
    }
    if (done.renamed)
      console.log(`Renamed ${fromHere(folder, done.renamed.from)} to ${fromHere(folder, done.renamed.to)}.`)
    for (const { file, line, column, from: before, to: after } of done.changes)
      console.log(`Edited ${fromHere(folder, file)}:${line}:${column} ${before} → ${after}`)
    console.log(
      done.recorded
        ? `Recorded in ${fromHere(folder, 'moved.yaml')}; readers’ marks follow.`
        : 'Nothing to record: the former address has no marks, or its id is unchanged.',
    )
    return 0
  },
}
