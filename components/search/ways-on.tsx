import { toAddress } from '@/lib/base-path'
import { suggestion, waysOn } from './words'

/** Links to what there is besides the results, and to a form for what there is not. */
export function WaysOn({ suggestAt = null }: { suggestAt?: string | null }) {
  return (
    <ul className="flex flex-wrap gap-x-6 font-ui text-ui">
      {waysOn.map(({ address, words }) => (
        <li key={address}>
          <a href={toAddress(address)} className="link inline-block py-2 font-semibold">
            {words}
          </a>
        </li>
      ))}
      {suggestAt && (
        <li>
          <a href={suggestAt} rel="noopener noreferrer" className="link inline-block py-2 font-semibold">
            {suggestion}
          </a>
        </li>
      )}
    </ul>
  )
}
