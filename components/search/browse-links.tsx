import { toAddress } from '@/lib/base-path'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/search'

const browseLinks = [
  { address: '/contents', label: 'allTopics' },
  { address: '/paths', label: 'paths' },
  { address: '/resources', label: 'allTutorials' },
  { address: '/shelf', label: 'shelf' },
] as const

interface BrowseLinksProps {
  suggestAt?: string | null
  /** As rows of the search dialog. */
  inRows?: boolean
}

/** Links to browse the portal, and to a form to suggest a missing topic. */
export function BrowseLinks({ suggestAt = null, inRows = false }: BrowseLinksProps) {
  const link = inRows ? optionStyle : 'link inline-block py-2 font-semibold'
  return (
    <ul className={inRows ? 'font-[650]' : 'flex flex-wrap gap-x-6 font-ui text-ui'}>
      {browseLinks.map(({ address, label }) => (
        <li key={address}>
          <a href={toAddress(address)} className={link}>
            {common(label)}
          </a>
        </li>
      ))}
      {suggestAt && (
        <li>
          <a href={suggestAt} rel="noopener noreferrer" className={link}>
            {t('suggestTopic')}
          </a>
        </li>
      )}
    </ul>
  )
}

/** The classes of a row in the search dialog. */
export const optionStyle = 'block min-h-9 rounded-md px-2.5 py-2 hover:bg-panel pointer-coarse:min-h-11'
