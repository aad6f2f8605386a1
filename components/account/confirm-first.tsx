import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'

interface ConfirmFirstProps {
  /** What the form is for; the end of a message's key. */
  purpose:
    | 'ChangeEmail'
    | 'SetPassword'
    | 'AddPasskey'
    | 'AddOrRemovePasskey'
    | 'SignOutOthers'
    | 'LinkGithub'
    | 'UnlinkGithub'
    | 'Delete'
  section: string
}

/** Replaces a form while the reader must first confirm their identity. */
export function ConfirmFirst({ purpose, section }: ConfirmFirstProps) {
  return (
    <p className="text-note">
      {richText(
        t.rich(`confirmTo${purpose}`, {
          link: (children) => (
            <a
              href={toAddress(`/account/confirm?next=${encodeURIComponent(`/account#${section}`)}`)}
              className="link inline-block min-h-6"
            >
              {children}
            </a>
          ),
        }),
      )}
    </p>
  )
}
