import { LocalTime } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import type { OtherWaysIn } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/account'
import { Explanation, ButtonForm } from './account-section'

/** Lists the other sign-in methods of an account after a password reset, each with a button to remove it. */
export function OtherSignInMethods({ methods: { github, passkeys, secondFactor } }: { methods: OtherWaysIn }) {
  const rows = [
    ...(github ? [{ way: 'github', label: 'GitHub', detail: t('linkedToAccount') }] : []),
    ...passkeys.map(({ id, name, createdAt }) => ({
      way: `passkey:${id}`,
      label: t('passkeyNamed', { name }),
      detail: richText(t.rich('added', { date: () => <LocalTime at={createdAt.toISOString()} to="day" /> })),
    })),
  ]
  return (
    <section aria-labelledby="methods-title" className="mt-7 grid gap-4">
      <h2 id="methods-title" className="text-h2 font-[750] tracking-[-0.015em]">
        {t('otherWaysIn')}
      </h2>
      <Explanation>{t('otherWaysInHint')}</Explanation>
      <ul className="font-ui text-ui">
        {rows.map(({ way, label, detail }) => (
          <li
            key={way}
            className="flex flex-wrap items-start justify-between gap-x-5 gap-y-2 border-b border-rule py-3"
          >
            <div className="min-w-0">
              <p className="font-semibold wrap-anywhere">{label}</p>
              <p id={`way-${way}`} className="text-meta text-ink-2">
                {detail}
              </p>
            </div>
            {!secondFactor && (
              <ButtonForm
                action={toAddress('/api/password-reset/remove')}
                fields={{ way, returnTo: '/reset-password/done' }}
                label={t('remove')}
                name={t('removeNamed', { name: label })}
                describedBy={`way-${way}`}
              />
            )}
          </li>
        ))}
      </ul>
      {secondFactor ? (
        <Explanation>
          {richText(
            t.rich('signInToRemove', {
              link: (children) => (
                <a href={toAddress('/sign-in?next=/account')} className="link inline-block min-h-6">
                  {children}
                </a>
              ),
            }),
          )}
        </Explanation>
      ) : (
        rows.length > 1 && (
          <ButtonForm
            action={toAddress('/api/password-reset/remove')}
            fields={{ way: 'all', returnTo: '/reset-password/done' }}
            label={t('removeAll')}
          />
        )
      )}
    </section>
  )
}
