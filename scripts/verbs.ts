import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UserFacingError } from '../lib/env'
import { explainFailure } from '../lib/explain-failure'

/** The call of a verb. */
export interface BareCall {
  /** The arguments after the verb, without options. */
  args: string[]
  /** The verb's options by name. */
  options: Record<string, string | boolean | (string | boolean)[] | undefined>
  /** Prints JSON for programs instead of text for people. */
  json: boolean
}

/** A verb of a command, such as `npm run content -- check`. */
export interface BareVerb<Call extends BareCall = BareCall> {
  /** One line for the list of verbs. */
  summary: string
  /** The arguments after the verb, such as `<old> <new>`. */
  usage: string
  /** One or two paragraphs for `--help`. */
  help: string
  options?: NonNullable<ParseArgsConfig['options']>
  /** One line for each option. */
  optionHelp?: Record<string, string>
  /** Runs the verb, prints the result, and returns the exit code: 1 if something is wrong. */
  run(call: Call): Promise<0 | 1>
}

/** Incorrect usage of a command: one sentence, exit code 2. */
export class UsageError extends UserFacingError {
  override name = 'UsageError'
}

/** A command with verbs, each in a file that is loaded when it is called. */
export interface Command<Call extends BareCall> {
  /** The name of the script, as in `npm run <name>`. */
  name: string
  verbs: Record<string, () => Promise<{ verb: BareVerb<Call> }>>
  /** Options of all verbs in addition to --help and --json, with one line for each. */
  options?: NonNullable<ParseArgsConfig['options']>
  optionHelp?: Record<string, string>
  /** Turns the arguments into the call of a verb. */
  prepare(call: BareCall): Call
}

const common = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const

/** Runs the verb given to this process, and sets the exit code. */
export async function main<Call extends BareCall>(command: Command<Call>): Promise<void> {
  // The reader of our output may stop early, like "head".
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.exitCode = await runCommand(command, process.argv.slice(2))
}

/** Runs the verb that the arguments begin with, prints its result, and returns the exit code. */
export async function runCommand<Call extends BareCall>(command: Command<Call>, args: string[]): Promise<number> {
  try {
    return await runVerb(command, args)
  } catch (error) {
    console.error(explainFailure(error, `The ${command.name} command failed`))
    return error instanceof UsageError ? 2 : 1
  }
}

async function runVerb<Call extends BareCall>(command: Command<Call>, [name, ...rest]: string[]): Promise<number> {
  const { verbs } = command
  if (!name || name === '--help' || name === '-h') {
    console.log(await listVerbs(command))
    return name ? 0 : 2
  }
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!load) throw new UsageError(`There is no "${name}". The verbs are ${Object.keys(verbs).join(', ')}.`)
  const { verb } = await load()
  const { values, positionals } = parse(command, name, verb, rest)
  if (values.help) {
    console.log(describeVerb(command, name, verb))
    return 0
  }
  const { help: _help, json = false, ...options } = values
  return verb.run(command.prepare({ args: positionals, options, json: json === true }))
}

function parse<Call extends BareCall>(command: Command<Call>, name: string, verb: BareVerb<Call>, args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...common, ...command.options, ...verb.options } })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See: npm run ${command.name} -- ${name} --help`)
  }
}

async function listVerbs<Call extends BareCall>({ name, verbs, options = {} }: Command<Call>): Promise<string> {
  const width = Math.max(...Object.keys(verbs).map((each) => each.length))
  const lines = await Promise.all(
    Object.entries(verbs).map(async ([each, load]) => `  ${each.padEnd(width)}  ${(await load()).verb.summary}`),
  )
  const own = Object.keys(options).map((option) => ` [--${option} <${option === 'content' ? 'folder' : option}>]`)
  return [`Usage: npm run ${name} -- <verb> [--help] [--json]${own.join('')}`, '', ...lines].join('\n')
}

function describeVerb<Call extends BareCall>(
  command: Command<Call>,
  name: string,
  { usage, help, optionHelp = {} }: BareVerb<Call>,
): string {
  const options = { ...optionHelp, ...command.optionHelp, json: 'print JSON' }
  const lines = Object.entries(options).map(([option, text]) => `  --${option.padEnd(12)} ${text}`)
  return [
    `Usage: npm run ${command.name} -- ${name} ${usage}`,
    '',
    help,
    '',
    ...lines,
    '',
    'Exit codes: 0 success, 1 a problem was found or an error occurred, 2 incorrect usage.',
  ].join('\n')
}
