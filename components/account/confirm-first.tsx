import { toAddress } from '@/lib/base-path'

/** The link shown in place of a form that needs a proof of who the reader is, within the last minutes. */
export function ConfirmFirst({ purpose, section }: { purpose: string; section: string }) {
  return (
    <p className="text-note">
      {purpose},{' '}
      <a
        href={toAddress(`/account/confirm?next=${encodeURIComponent(`/account#${section}`)}`)}
        className="link inline-block min-h-6"
      >
        confirm that it’s you
      </a>{' '}
      first.
    </p>
  )
}
