import path from 'node:path'
import { parseArgs } from 'node:util'
import { getContentFolder } from '../lib/content'
import { OperatorError } from '../lib/env'
import { UsageError, type Verb } from './content/verb'

// npm run content -- <verb>: what editors and their pull requests are checked and helped with.

const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
  check: () => import('./content/check'),
  explain: () => import('./content/explain'),
  new: () => import('./content/new'),
  move: () => import('./content/move'),
  diff: () => import('./content/diff'),
  stats: () => import('./content/stats'),
  schema: () => import('./content/schema'),
  import: () => import('./content/import'),
  links: () => import('./content/links'),
}

const common = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, content: { type: 'string' } } as const

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2)
  if (!name || name === '--help' || name === '-h') {
    console.log(await listVerbs())
    return name ? 0 : 2
  }
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!load) throw new UsageError(`There is no "${name}". The verbs are ${Object.keys(verbs).join(', ')}.`)
  const { verb } = await load()
  const { values, positionals } = parse(name, verb, rest)
  if (values.help) {
    console.log(describeVerb(name, verb))
    return 0
  }
  const { help: _help, json = false, content, ...options } = values
  const folder = typeof content === 'string' ? path.resolve(content) : getContentFolder()
  return verb.run({ args: positionals, options, folder, json: json === true })
}

function parse(name: string, verb: Verb, args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...common, ...verb.options } })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See: npm run content -- ${name} --help`)
  }
}

async function listVerbs(): Promise<string> {
  const lines = await Promise.all(Object.entries(verbs).map(async ([name, load]) => `  ${name.padEnd(9)} ${(await load()).verb.summary}`))
  return ['Usage: npm run content -- <verb> [--help] [--json] [--content <folder>]', '', ...lines].join('\n')
}

function describeVerb(name: string, { usage, help, optionHelp = {} }: Verb): string {
  const options = { ...optionHelp, content: 'another content folder', json: 'print data for programs' }
  const lines = Object.entries(options).map(([option, text]) => `  --${option.padEnd(12)} ${text}`)
  return [`Usage: npm run content -- ${name} ${usage}`, '', help, '', ...lines, '', 'Exit codes: 0 all is well, 1 something is not, 2 called wrongly.'].join('\n')
}

// Whoever reads our output may stop before its end, as "head" does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
