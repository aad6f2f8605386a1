import { LocalTime } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import type { PasskeyOverview } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import type { FormState } from '@/lib/form-state'
import { t } from '@/messages/generated/account'
import { AccountRow } from './account-row'
import { Explanation, ButtonForm } from './account-section'
import { ConfirmFirst } from './confirm-first'
import { FormMessage } from './form-message'
import { PasskeyForm } from './passkey-form'

interface PasskeysProps {
  passkeys: PasskeyOverview[]
  /** Whether browsers support passkeys at the portal's address. */
  offered: boolean
  state: FormState | null
  /** Whether the reader confirmed their identity within the last ten minutes. */
  proven: boolean
}

/** The account's passkeys, with forms to add, rename and remove them. */
export function Passkeys({ passkeys, offered, state, proven }: PasskeysProps) {
  return (
    <AccountRow id="passkeys" title={t('passkeys')} value={passkeys.length || t('noPasskeys')} open={Boolean(state)}>
      {state && <FormMessage state={state} id="passkeys-message" />}
      <Explanation>{t('passkeysHint')}</Explanation>
      {passkeys.length > 0 && (
        <ul className="font-ui text-ui">
          {passkeys.map((passkey) => (
            <Passkey key={passkey.id} {...passkey} proven={proven} />
          ))}
        </ul>
      )}
      {!proven ? (
        <ConfirmFirst purpose={passkeys.length ? 'AddOrRemovePasskey' : 'AddPasskey'} section="passkeys" />
      ) : (
        offered && (
          <PasskeyForm
            kind="add"
            action={toAddress('/api/account/passkeys/add')}
            start={toAddress('/api/account/passkeys/start')}
            returnTo="/account"
            label={t('addPasskey')}
          />
        )
      )}
    </AccountRow>
  )
}

function Passkey({ id, name, createdAt, lastUsedAt, proven }: PasskeyOverview & { proven: boolean }) {
  const date = () => <LocalTime at={createdAt.toISOString()} to="day" />
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-5 gap-y-2 border-t border-rule py-3 first:border-t-0 first:pt-0">
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">{name}</p>
        <p id={`passkey-${id}`} className="text-meta text-ink-2">
          {richText(
            lastUsedAt
              ? t.rich('passkeyIsUsed', { date, time: () => <LocalTime at={lastUsedAt.toISOString()} to="minute" /> })
              : t.rich('passkeyIsUnused', { date }),
          )}
        </p>
        <details className="mt-1">
          <summary
            aria-label={t('renameNamed', { name })}
            aria-describedby={`passkey-${id}`}
            className="min-h-6 w-fit cursor-pointer text-meta text-ink-2 underline hover:text-ink"
          >
            {t('rename')}
          </summary>
          <form
            method="post"
            action={toAddress('/api/account/passkeys/rename')}
            className="mt-2 flex flex-wrap items-center gap-2"
          >
            <input type="hidden" name="returnTo" value="/account" />
            <input type="hidden" name="passkey" value={id} />
            <input
              name="name"
              aria-label={t('newNameFor', { name })}
              defaultValue={name}
              required
              maxLength={80}
              autoComplete="off"
              className="field min-w-0 max-w-56 flex-1"
            />
            <button className="button-quiet">{t('save')}</button>
          </form>
        </details>
      </div>
      {proven && (
        <ButtonForm
          action={toAddress('/api/account/passkeys/remove')}
          fields={{ passkey: id }}
          label={t('remove')}
          name={t('removeNamed', { name })}
          describedBy={`passkey-${id}`}
        />
      )}
    </li>
  )
}
