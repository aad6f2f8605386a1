import { t } from '@/messages/generated/transfer-rules'

const mostNames = 12

/** Returns a sentence that lists unused columns, fields or attributes; none if all are used. */
export function listUnused(names: Iterable<string>): string[] {
  const all = [...names].map((name) => name.replace(/\s+/g, ' ').trim()).filter(Boolean)
  if (all.length === 0) return []
  const shown = all.slice(0, mostNames).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
  return [t('unused', { names: shown.join(', '), more: Math.max(all.length - mostNames, 0) })]
}
