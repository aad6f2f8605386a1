import { toAddress } from '@/lib/base-path'
import type { Settings } from '@/lib/content'
import { addressLogo, sizeLogo } from './logo'

/** The portal's logo and its name or short name. The built-in logo is three books on a shelf. */
export function Brand({
  settings: { name, shortName, logo },
  isShort = false,
}: {
  settings: Settings
  isShort?: boolean
}) {
  return (
    <a href={toAddress('/')} className="brand">
      {logo ? (
        <>
          <img src={addressLogo(logo.light, 'light')} alt="" {...sizeLogo(logo.light)} className="logo" />
          {logo.dark && (
            // Lazy, so that only the dark theme fetches it.
            <img
              src={addressLogo(logo.dark, 'dark')}
              alt=""
              {...sizeLogo(logo.dark)}
              loading="lazy"
              className="logo-dark"
            />
          )}
        </>
      ) : (
        <svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true">
          <path d="M1 0h5v18H1z" className="fill-petrol" />
          <path d="M9 0h4v18H9z" className="fill-ink" />
          <path d="M16 0h5v18h-5z" className="fill-marigold" />
        </svg>
      )}
      {isShort ? shortName : name}
    </a>
  )
}
