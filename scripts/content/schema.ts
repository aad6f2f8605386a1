import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describeFrontMatter, describePath, describeSettings } from '../../lib/content'
import { fromHere, type Verb } from './content-verb'

/** The committed files, in the content folder, each with what it describes. */
const schemas: Record<string, () => Record<string, unknown>> = {
  'topic.schema.json': describeFrontMatter,
  'path.schema.json': describePath,
  'portal.schema.json': describeSettings,
}
export const schemaFiles = Object.keys(schemas)

/** What a file should hold: a test sees to it that it does. */
export function writeSchema(file: string): string {
  return `${JSON.stringify(schemas[file]?.(), null, 2)}\n`
}

export const verb: Verb = {
  summary: 'the fields of topics, of paths and of portal.yaml as JSON Schemas, for editing programs',
  usage: '',
  help: `Writes ${schemaFiles.join(', ')} into the content folder, from the fields that the check knows. With --json that of topics is printed and nothing is written.`,
  async run({ folder, json }) {
    if (json) {
      console.log(writeSchema('topic.schema.json').trimEnd())
      return 0
    }
    for (const name of schemaFiles) {
      const schema = writeSchema(name)
      const file = path.join(folder, name)
      const before = await readFile(file, 'utf8').catch(() => null)
      if (before !== schema) await writeFile(file, schema)
      console.log(`${fromHere(folder, name)} ${before === schema ? 'is up to date' : 'is written'}.`)
    }
    return 0
  },
}
