import { TYPE, parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import compile from 'icu-minify/compile'

/** The messages of one file, by key, in ICU MessageFormat. */
export type Messages = Record<string, string>

const folder = 'messages'
const made = path.join(folder, 'generated')

/** Returns the languages of the interface; each is a folder of messages. */
export function listLanguages(): string[] {
  return readdirSync(folder).filter((name) => name !== 'generated' && !name.includes('.'))
}

/** Returns the names of a language's message files, without `.json`. */
export function listNamespaces(language: string): string[] {
  return readdirSync(path.join(folder, language)).map((name) => path.basename(name, '.json'))
}

/** Reads a message file; empty if the language has none. Throws an error that names the file. */
export function readMessages(language: string, namespace: string): Messages {
  const file = path.join(folder, language, `${namespace}.json`)
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Messages
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${(error as Error).message}`, { cause: error })
  }
}

/** Compiles all messages into modules with types, so that no browser parses them. Does nothing in an image, which has them built in. */
export function generateMessages(): void {
  if (!existsSync(folder)) return
  mkdirSync(made, { recursive: true })
  const languages = listLanguages()
  const files = new Map([['languages.ts', writeLanguages(languages)]])
  for (const namespace of listNamespaces('en')) files.set(`${namespace}.ts`, writeModule(namespace, languages))
  for (const name of readdirSync(made)) if (!files.has(name)) rmSync(path.join(made, name))
  for (const [name, text] of files) {
    const file = path.join(made, name)
    // A development server would reload for a file that is only written again.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  }
}

const writeLanguages = (languages: string[]) =>
  `/** The languages of the interface. */\nexport const languages = ${JSON.stringify(languages)} as const\n`

function writeModule(namespace: string, languages: string[]): string {
  const english = readMessages('en', namespace)
  const types = Object.entries(english).map(
    ([key, message]) =>
      `  /** ${message.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n  ${key}: ${writeValues(readValues(message, `messages/en/${namespace}.json: ${key}`))}\n`,
  )
  const compiled = languages.map((language) => {
    const messages = language === 'en' ? english : { ...english, ...readMessages(language, namespace) }
    const entries = Object.keys(english).map((key) => {
      readValues(messages[key]!, `messages/${language}/${namespace}.json: ${key}`)
      return `    ${key}: ${JSON.stringify(compile(messages[key]!))},\n`
    })
    return `  ${JSON.stringify(language)}: {\n${entries.join('')}  },\n`
  })
  return `// Made by "npm run generate" from messages/*/${namespace}.json.
import { createTranslator${types.some((type) => type.includes(': Tag')) ? ', type Tag' : ''} } from '../../lib/messages'

/** Returns the messages of ${namespace}.json in the portal's language. */
export const t = createTranslator<{
${types.join('')}}>({
${compiled.join('')}})
`
}

const writeValues = (values: Map<string, string>) =>
  values.size ? `{ ${[...values].map(([name, type]) => `${name}: ${type}`).join('; ')} }` : 'object'

/** Returns the values that a message needs, as TypeScript types by name. Throws an error that says where it is wrong. */
export function readValues(message: string, where: string): Map<string, string> {
  const values = new Map<string, string>()
  let elements: MessageFormatElement[]
  try {
    elements = parse(message, { requiresOtherClause: true })
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message} in “${message}”`, { cause: error })
  }
  const visit = (element: MessageFormatElement): void => {
    if (element.type === TYPE.argument) values.set(element.value, values.get(element.value) ?? 'string | number')
    if (element.type === TYPE.number) values.set(element.value, 'number')
    if (element.type === TYPE.date || element.type === TYPE.time) values.set(element.value, 'Date')
    if (element.type === TYPE.plural) values.set(element.value, 'number')
    if (element.type === TYPE.select)
      values.set(
        element.value,
        Object.keys(element.options)
          .map((each) => (each === 'other' ? 'string' : JSON.stringify(each)))
          .join(' | '),
      )
    if (element.type === TYPE.tag) {
      values.set(element.value, 'Tag')
      element.children.forEach(visit)
    }
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const { value } of Object.values(element.options)) value.forEach(visit)
  }
  elements.forEach(visit)
  return values
}
