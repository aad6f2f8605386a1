import { lookup } from 'node:dns'
import { listPages, loadPortal, type Portal } from '../../lib/content'
import {
  checkLinks,
  clear,
  collectLinks,
  proposeTitles,
  readChangedFiles,
  readStates,
  verdicts,
  writeStates,
  type CheckedLink,
  type CheckOptions,
  type Verdict,
} from '../../lib/links'
import { toCodeBlock, writeTitles } from '../../lib/editing'
import { count } from './count'
import { fromHere, paint, showProgress, UsageError, type Verb } from './content-verb'

const headings: Record<Verdict, string> = {
  dead: 'Dead: errors on three checks or more, over three days or more. Replace them, or link the copy',
  suspect: 'Suspect: perhaps no longer what was linked. Look at them, then replace or clear them',
  doubtful: 'Doubtful: they answer, but perhaps without what was linked. Look at them, then replace or clear them',
  failing: 'Failing now: called dead only if it lasts',
  moved: 'Moved for good',
  blocked: 'Blocked: they refuse this check, but may open in a browser',
  ok: 'In order',
}

export const verb: Verb = {
  summary: 'checks the links to other sites',
  usage: '[slug …]',
  help: 'Visits every linked address of other sites on the given pages, or on all, and records the results in links.json of the content folder, which is committed. Exits with 1 if a link is dead or suspect. --json: a list of { address, places, verdict, reason, movedTo, archived }; the verdicts are dead, suspect, doubtful, failing, moved, blocked and ok.',
  options: {
    since: { type: 'string' },
    all: { type: 'boolean' },
    clear: { type: 'string', multiple: true },
    titles: { type: 'boolean' },
    write: { type: 'boolean' },
    format: { type: 'string', default: 'text' },
  },
  optionHelp: {
    since: 'only pages that changed since this commit, as in "--since origin/main"',
    all: 'all pages; the same as no slugs',
    clear: 'mark a suspect or doubtful address as correct, with its current title and target; visits nothing',
    titles:
      'propose a title for each tutorial without one, from its page at the last check, without the site’s name; visits nothing',
    write: 'with --titles: writes them into the pages',
    format: '"text", or "markdown" for the summary of a pull request\'s run',
  },
  async run({ args, options: { since, all, clear: cleared, titles, write, format }, folder, json }) {
    if (format !== 'text' && format !== 'markdown')
      throw new UsageError(`--format is "text" or "markdown", not "${String(format)}".`)
    if ([args.length > 0, since !== undefined, all === true].filter(Boolean).length > 1)
      throw new UsageError('Give slugs, --since or --all, and only one of them.')
    const states = readStates(folder)
    if (Array.isArray(cleared)) return clearSuspects(folder, states, cleared.map(String))
    if (write === true && titles !== true) throw new UsageError('--write needs --titles.')

    const portal = await loadPortal(folder)
    const chosen = await chooseTopics(portal, folder, args, since)
    if (titles === true) return suggestTitles({ portal, states, chosen, folder, json, write: write === true })
    const links = collectLinks(portal, chosen)
    const { checked, states: after } = await checkLinks(links, states, {
      ...readTestSite(),
      onProgress: (done, total, address) => showProgress(`${done} of ${total}: ${address}`),
    }).finally(() => showProgress(''))
    // A page that can't be read may contain any link, so nothing is forgotten until it is fixed.
    if (await isWhole(portal, folder)) dropForgotten(after, new Set(collectLinks(portal).map(({ address }) => address)))
    writeStates(folder, after)

    if (json)
      console.log(
        JSON.stringify(
          checked.map((link) => ({
            ...link,
            places: link.places.map((place) => ({ ...place, file: fromHere(folder, place.file) })),
          })),
          null,
          2,
        ),
      )
    else if (format === 'markdown')
      console.log(
        `### Links of the changed pages\n\n${toCodeBlock([...describe(checked, folder, plain), summarise(checked)].join('\n'))}`,
      )
    else {
      for (const line of describe(checked, folder, paint)) console.log(line)
      console.error(summarise(checked))
    }
    return checked.some(({ verdict }) => verdict === 'dead' || verdict === 'suspect') ? 1 : 0
  },
}

function clearSuspects(folder: string, states: ReturnType<typeof readStates>, addresses: string[]): 0 {
  for (const address of addresses) {
    const state = states.get(address)
    if (state?.verdict !== 'suspect' && state?.verdict !== 'doubtful')
      throw new UsageError(
        `${address} is not suspect or doubtful${state ? `, but ${state.verdict}` : '; copy the address from links.json'}.`,
      )
    states.set(address, clear(state, new Date().toISOString().slice(0, 10)))
  }
  writeStates(folder, states)
  for (const address of addresses) console.error(paint.good(`${address} is marked as correct.`))
  return 0
}

interface TitleCall {
  portal: Portal
  states: ReturnType<typeof readStates>
  chosen: Set<string> | undefined
  folder: string
  json: boolean
  write: boolean
}

async function suggestTitles({ portal, states, chosen, folder, json, write }: TitleCall): Promise<0> {
  const { proposals, unknown } = proposeTitles(portal, states, chosen)
  if (write) await writeTitles(folder, proposals)
  const shown = proposals.map((proposal) => ({ ...proposal, file: fromHere(folder, proposal.file) }))
  if (json) console.log(JSON.stringify(shown, null, 2))
  else
    for (const { file, line, column, words, title } of shown)
      console.log(`${file}:${line}:${column} ${paint.quiet(`“${words.replace(/\s+/g, ' ')}”`)} ${paint.good(title)}`)
  if (json) return 0
  console.error(
    `${count(proposals.length, 'title')} ${write ? 'written' : 'proposed; --write writes them into the pages'}.`,
  )
  if (unknown > 0)
    console.error(
      `There is no known title for ${count(unknown, 'other tutorial')}; "npm run content -- links" reads it if possible.`,
    )
  return 0
}

async function chooseTopics(
  { topics }: Portal,
  folder: string,
  slugs: string[],
  since: unknown,
): Promise<Set<string> | undefined> {
  const unknown = slugs.find((slug) => !topics.has(slug))
  if (unknown) throw new UsageError(`No topic has the slug "${unknown}".`)
  if (typeof since !== 'string') return slugs.length > 0 ? new Set(slugs) : undefined
  const changed = await readChangedFiles(folder, since)
  return new Set([...topics.values()].filter(({ file }) => changed.has(file)).map(({ slug }) => slug))
}

async function isWhole({ topics }: Portal, folder: string): Promise<boolean> {
  const readable = new Set([...topics.values()].filter(({ source }) => source !== null).map(({ file }) => file))
  return (await listPages(folder)).every((file) => readable.has(file))
}

function dropForgotten(states: Map<string, unknown>, addresses: Set<string>): void {
  for (const address of [...states.keys()]) if (!addresses.has(address)) states.delete(address)
}

const plain = { bad: (text: string) => text, quiet: (text: string) => text }

/** Returns the lines of the report. */
function describe(
  checked: CheckedLink[],
  folder: string,
  { bad, quiet }: Pick<typeof paint, 'bad' | 'quiet'>,
): string[] {
  const lines: string[] = []
  for (const verdict of verdicts) {
    const links = checked.filter((link) => link.verdict === verdict)
    if (links.length === 0 || verdict === 'ok') continue
    lines.push(
      `${(verdict === 'dead' || verdict === 'suspect' ? bad : quiet)(`${headings[verdict]} (${links.length})`)}\n`,
    )
    for (const { address, reason, movedTo, archived, places } of links) {
      lines.push(`  ${address}${reason ? `\n    ${reason}` : ''}`)
      if (movedTo) lines.push(`    npm run content -- move ${quote(address)} ${quote(movedTo)}`)
      if (archived) lines.push(`    archived copy: ${archived}`)
      if (verdict === 'suspect' || verdict === 'doubtful')
        lines.push(`    if it is correct: npm run content -- links --clear ${quote(address)}`)
      for (const { file, line, text } of places)
        lines.push(quiet(`    ${fromHere(folder, file)}:${line} “${text.replace(/\s+/g, ' ')}”`))
    }
    lines.push('')
  }
  return lines
}

function summarise(checked: CheckedLink[]): string {
  const counts = verdicts.map(
    (verdict) => [verdict, checked.filter((link) => link.verdict === verdict).length] as const,
  )
  return `${count(checked.length, 'address', 'addresses')}: ${
    counts
      .filter(([, number]) => number > 0)
      .map(([verdict, number]) => `${number} ${verdict}`)
      .join(', ') || 'nothing to check'
  }.`
}

/** Quotes a word for a shell; it may come from a stranger's redirect. */
function quote(word: string): string {
  return /^[\w./:@%+=~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** Resolves names under `.test` to a server on this machine, for the tests of this command. */
function readTestSite(): CheckOptions {
  const [address = '', port] = process.env.LECTERN_LINKS_ALLOW?.split(':') ?? []
  if (!port) return {}
  return {
    gap: 0,
    allow: (asked, askedPort) => asked === address && askedPort === Number(port),
    lookup: (name, options, callback) =>
      name.endsWith('.test') ? callback(null, [{ address, family: 4 }]) : lookup(name, options, callback),
  }
}
