import { toAddress } from '@/lib/base-path'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/search'

const browseLinks = [
  { address: '/contents', label: 'allTopics' },
  { address: '/paths', label: 'paths' },
  { address: '/resources', label: 'allTutorials' },
  { address: '/shelf', label: 'shelf' },
] as const

/** Links to browse the portal, and to a form to suggest a missing topic. */
export function BrowseLinks({ suggestAt = null }: { suggestAt?: string | null }) {
  return (
    <ul className="flex flex-wrap gap-x-6 font-ui text-ui">
      {browseLinks.map(({ address, label }) => (
        <li key={address}>
          <a href={toAddress(address)} className="link inline-block py-2 font-semibold">
            {common(label)}
          </a>
        </li>
      ))}
      {suggestAt && (
        <li>
          <a href={suggestAt} rel="noopener noreferrer" className="link inline-block py-2 font-semibold">
            {t('suggestTopic')}
          </a>
        </li>
      )}
    </ul>
  )
}
