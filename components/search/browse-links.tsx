import { toAddress } from '@/lib/base-path'
import { browseLinks, suggestLabel } from './search-messages'

/** Links to browse the portal, and to a form to suggest a missing topic. */
export function BrowseLinks({ suggestAt = null }: { suggestAt?: string | null }) {
  return (
    <ul className="flex flex-wrap gap-x-6 font-ui text-ui">
      {browseLinks.map(({ address, label }) => (
        <li key={address}>
          <a href={toAddress(address)} className="link inline-block py-2 font-semibold">
            {label}
          </a>
        </li>
      ))}
      {suggestAt && (
        <li>
          <a href={suggestAt} rel="noopener noreferrer" className="link inline-block py-2 font-semibold">
            {suggestLabel}
          </a>
        </li>
      )}
    </ul>
  )
}
