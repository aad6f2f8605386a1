import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describeFrontMatter, describePath, describeSettings } from '../../lib/content'
import { fromHere, type Verb } from './content-verb'

/** The schema files in the content folder, each with a function that creates it. */
const schemas: Record<string, () => Record<string, unknown>> = {
  'topic.schema.json': describeFrontMatter,
  'path.schema.json': describePath,
  'portal.schema.json': describeSettings,
}
/** The names of the schema files. */
export const schemaFiles = Object.keys(schemas)

/** Returns the current text of a schema file; a test compares it with the file. */
export function writeSchema(file: string): string {
  return `${JSON.stringify(schemas[file]?.(), null, 2)}\n`
}

export const verb: Verb = {
  summary: 'writes JSON Schemas of topics, paths and portal.yaml, for code editors',
  usage: '',
  help: `Writes ${schemaFiles.join(', ')} into the content folder, from the fields that the check accepts. With --json, prints the one of topics and writes nothing.`,
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
