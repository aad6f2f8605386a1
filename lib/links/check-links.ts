import pLimit from 'p-limit'
import { UserFacingError } from '../env'
import type { Link } from './collect-links'
import type { Known, Visit } from './fetch-page'
import type { GuardOptions } from './guard'
import type { Judgement } from './judge'
import { remember } from './remember'
import type { LinkState, Verdict } from './state'
import type { VisitOptions } from './visit'

/** A link with its verdict, from this check and earlier ones. */
export interface CheckedLink extends Link {
  verdict: Verdict
  /** In words, for every verdict but `ok`. */
  reason?: string
  /** Its new address, if it moved. */
  movedTo?: string
  /** An archived copy, if it is dead. */
  archived?: string
}

/** Options of a link check. */
export interface CheckOptions extends GuardOptions, Partial<VisitOptions> {
  /** Most hosts visited at once. */
  concurrency?: number
  now?: () => Date
  onProgress?: (done: number, total: number, address: string) => void
}

/**
 * Visits each page once and judges its links against the remembered states. Returns the links in order and
 * the changed states, without storing them. Throws a UserFacingError if no host could be reached.
 */
export async function checkLinks(
  links: Link[],
  states: Map<string, LinkState>,
  options: CheckOptions = {},
): Promise<{ checked: CheckedLink[]; states: Map<string, LinkState> }> {
  const { concurrency = 16, now = () => new Date(), onProgress = () => {} } = options
  // Imported here, since pages that only show link states import this folder too.
  const [{ createGuardedAgent }, { createVisitor }, { judge, plain }] = await Promise.all([
    import('./guard'),
    import('./visit'),
    import('./judge'),
  ])
  const agent = options.agent ?? createGuardedAgent(options)
  const visitor = createVisitor({ ...options, agent })

  const visits = new Map<string, Visit>()
  const pages = groupBy(
    links.filter(({ address }) => states.get(address)?.verdict !== 'suspect'),
    ({ address }) => plain(address),
  )
  const hosts = groupBy([...pages.keys()], (page) => new URL(page).host)
  const limit = pLimit(concurrency)
  try {
    await limit.map(hosts.values(), async (addresses) => {
      for (const address of addresses) {
        visits.set(
          address,
          await visitor(
            address,
            getAsk(
              address,
              (pages.get(address) ?? []).map((link) => states.get(link.address)),
            ),
          ),
        )
        onProgress(visits.size, pages.size, address)
      }
    })
  } finally {
    if (!options.agent) await agent.destroy()
  }
  const answered = [...visits.values()].some((visit) => visit.kind !== 'error' || !visit.network)
  if (hosts.size >= 3 && !answered)
    throw new UserFacingError(
      `None of ${hosts.size} hosts could be reached, so this machine seems to be offline. Nothing was recorded.`,
    )

  const today = now().toISOString().slice(0, 10)
  const after = new Map(states)
  const checked = links.map((link): CheckedLink => {
    const known = states.get(link.address)
    const visit = visits.get(plain(link.address))
    if (!visit) return { ...link, verdict: 'suspect', reason: known?.suspicion?.reason }
    const judgement: Judgement = judge(
      link.address,
      link.places.flatMap(({ text, title }) => (title === null ? [text] : [text, title])),
      visit,
      known,
    )
    const state = remember(link.address, known, judgement, today)
    after.set(link.address, state)
    return {
      ...link,
      verdict: state.verdict,
      reason: judgement.reason,
      movedTo: judgement.movedTo,
      archived: state.archived,
    }
  })
  return { checked, states: after }
}

/** Returns the validators to send, and whether a HEAD will do; only if all addresses of the page share one state. */
function getAsk(page: string, states: (LinkState | undefined)[]): { known?: Known; head: boolean } {
  const [first] = states
  const agreed =
    first &&
    states.every(
      (state) =>
        state && state.etag === first.etag && state.lastModified === first.lastModified && state.title === first.title,
    )
  if (!agreed || (first.verdict !== 'ok' && first.verdict !== 'moved')) return { head: false }
  const { etag, lastModified, finalUrl, title } = first
  return { known: { url: finalUrl ?? page, etag, lastModified }, head: Boolean(etag || lastModified || !title) }
}

function groupBy<T>(items: T[], getKey: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(getKey(item))
    if (group) group.push(item)
    else groups.set(getKey(item), [item])
  }
  return groups
}
