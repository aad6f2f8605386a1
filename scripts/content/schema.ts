import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describeFrontMatter } from '../../lib/content'
import { fromHere, type Verb } from './verb'

/** The committed file, in the content folder. */
export const schemaFile = 'topic.schema.json'

/** What the file should hold: a test sees to it that it does. */
export function writeSchema(): string {
  return `${JSON.stringify(describeFrontMatter(), null, 2)}\n`
}

export const verb: Verb = {
  summary: 'the fields of the front matter as a JSON Schema, for editing programs',
  usage: '',
  help: `Writes ${schemaFile} into the content folder, from the fields that the check knows. With --json it is printed and nothing is written.`,
  async run({ folder, json }) {
    const schema = writeSchema()
    if (json) {
      console.log(schema.trimEnd())
      return 0
    }
    const file = path.join(folder, schemaFile)
    const before = await readFile(file, 'utf8').catch(() => null)
    if (before !== schema) await writeFile(file, schema)
    console.log(`${fromHere(folder, schemaFile)} ${before === schema ? 'is up to date' : 'is written'}.`)
    return 0
  },
}
