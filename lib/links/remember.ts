import type { Judgement } from './judge'
import type { LinkState } from './state'

/** An address is dead after errors on this many days, over at least this many days. */
const deadAfter = { count: 3, days: 3 }
/** Days between writes of new validators; some pages change them at each visit. */
const refreshAfterDays = 14

/** Returns the state to remember after today's check. */
export function remember(
  address: string,
  known: LinkState | undefined,
  judgement: Judgement,
  today: string,
): LinkState {
  // Only an editor clears it: a harmless page of a new owner proves nothing.
  if (known?.verdict === 'suspect') return known
  const { verdict, reason = '', title, finalUrl, etag, lastModified } = judgement
  if (verdict === 'failing') return rememberFailure(address, known, today)

  if (known?.verdict === verdict && !tellsMore(known, judgement, today)) return known
  if (verdict === 'blocked')
    return { ...known, failures: undefined, archived: undefined, suspicion: undefined, verdict, checked: today }
  if (verdict === 'suspect' || verdict === 'doubtful')
    return {
      ...known,
      failures: undefined,
      archived: undefined,
      verdict,
      checked: today,
      suspicion: { reason, title, finalUrl },
    }
  return {
    verdict,
    checked: today,
    title: known?.title ?? title,
    finalUrl,
    etag,
    lastModified,
    accepted: known?.accepted,
  }
}

/** Tells whether a check with the same verdict has anything new to write. */
function tellsMore(
  known: LinkState,
  { verdict, reason, title, finalUrl, etag, lastModified }: Judgement,
  today: string,
): boolean {
  if (verdict === 'blocked') return false
  if (verdict === 'doubtful') return reason !== known.suspicion?.reason
  if (verdict === 'moved' && finalUrl !== known.finalUrl) return true
  const isNew =
    (known.title === undefined && title !== undefined) ||
    finalUrl !== known.finalUrl ||
    etag !== known.etag ||
    lastModified !== known.lastModified
  return isNew && daysBetween(known.checked, today) >= refreshAfterDays
}

function rememberFailure(address: string, known: LinkState | undefined, today: string): LinkState {
  const before = known?.failures
  if (known?.verdict === 'dead' || (before && known.checked === today)) return known
  const wasGood = known?.verdict === 'ok' || known?.verdict === 'moved'
  const failures = {
    ...(before ?? { since: today, lastGood: wasGood ? known.checked : undefined }),
    count: (before?.count ?? 0) + 1,
  }
  const dead = failures.count >= deadAfter.count && daysBetween(failures.since, today) >= deadAfter.days
  return {
    ...known,
    verdict: dead ? 'dead' : 'failing',
    checked: today,
    failures,
    archived: dead ? formatArchived(address, failures.lastGood ?? today) : undefined,
  }
}

/** Returns the state of a suspect or doubtful address after an editor accepted its title and target. */
export function clear({ suspicion, ...known }: LinkState, today: string): LinkState {
  const accepted = known.verdict === 'doubtful' ? suspicion?.reason : known.accepted
  return {
    ...known,
    verdict: 'ok',
    checked: today,
    title: suspicion?.title ?? known.title,
    finalUrl: suspicion?.finalUrl,
    etag: undefined,
    lastModified: undefined,
    archived: undefined,
    accepted,
  }
}

/** Returns the address of the Internet Archive's copy nearest to a day. */
function formatArchived(address: string, day: string): string {
  return `https://web.archive.org/web/${day.replaceAll('-', '')}/${address}`
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
