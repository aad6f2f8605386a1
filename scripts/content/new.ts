import { createTopic } from '../../lib/editing'
import { fromHere, UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'creates a page in a chapter, or one that begins a new chapter',
  usage: '"<title>" [--chapter <slug of the chapter>]',
  help: 'Writes a page that passes the check, and a link to it at the end of the chapter’s first page. Move the link to where it reads well. Without --chapter, the page is the first of a new chapter.',
  options: { chapter: { type: 'string' } },
  optionHelp: { chapter: 'the slug of the chapter’s first page, such as devops' },
  async run({ args: [title, ...rest], options: { chapter }, folder, json }) {
    if (!title?.trim() || rest.length > 0)
      throw new UsageError('Usage: npm run content -- new "<title>" [--chapter <slug>].')
    const { file, linkedFrom } = await createTopic(folder, title.trim(), typeof chapter === 'string' ? chapter : null)
    if (json) console.log(JSON.stringify({ file, linkedFrom }, null, 2))
    else {
      console.log(`Wrote ${fromHere(folder, file)}.`)
      if (linkedFrom !== null)
        console.log(`Added a link at the end of ${fromHere(folder, linkedFrom)}. Move it to where it reads well.`)
    }
    return 0
  },
}
