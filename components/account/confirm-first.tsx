import { toAddress } from '@/lib/base-path'

/** Replaces a form while the reader must first confirm their identity. */
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
