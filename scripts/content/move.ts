import { move, withdraw } from '../../lib/editing'
import { fromHere, UsageError, type Verb } from './verb'

export const verb: Verb = {
  summary: 'an address or a slug became another, or was withdrawn; readers’ marks follow',
  usage: '<old> <new>   |   move <old> --withdrawn "<why>"',
  help: 'Edits every page that uses the address (or links to the slug) and records the move in moved.yaml. A former page address then redirects. With --withdrawn, records that it went for good.',
  options: { withdrawn: { type: 'string' } },
  optionHelp: { withdrawn: 'why it went for good; instead of <new>' },
  async run({ args: [from, to, ...rest], options: { withdrawn }, folder, json }) {
    if (!from || rest.length > 0 || (to === undefined) === (withdrawn === undefined)) throw new UsageError('Usage: npm run content -- move <old> <new>, or move <old> --withdrawn "<why>".')
    const done = to === undefined ? await withdraw(folder, from, String(withdrawn)) : await move(folder, from, to)
    if (json) {
      console.log(JSON.stringify(done, null, 2))
      return 0
    }
    if (done.renamed) console.log(`Renamed ${fromHere(folder, done.renamed.from)} to ${fromHere(folder, done.renamed.to)}.`)
    for (const file of done.edited) console.log(`Edited ${fromHere(folder, file)}.`)
    console.log(done.recorded ? 'Recorded in moved.yaml; marks follow.' : 'Nothing to record: its id stays the same.')
    return 0
  },
}
