import type { ReactNode } from 'react'

/** A section with a heading and an anchor. */
export function AccountSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-10 max-w-measure border-t border-rule pt-6">
      <h2 id={`${id}-title`} className="text-h2 font-[750] tracking-[-0.015em]">
        {title}
      </h2>
      <div className="mt-4 grid gap-5">{children}</div>
    </section>
  )
}

/** A sentence that explains the form below it. */
export function Explanation({ children }: { children: ReactNode }) {
  return <p className="text-note text-ink-2">{children}</p>
}

/** A form with a single button. */
export function ButtonForm({
  action,
  fields = {},
  label,
  name,
  describedBy,
}: {
  action: string
  fields?: Record<string, string>
  label: string
  name?: string
  /** The id of the text that distinguishes it from buttons with the same label. */
  describedBy?: string
}) {
  return (
    <form method="post" action={action}>
      {Object.entries({ returnTo: '/account', ...fields }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <button aria-label={name} aria-describedby={describedBy} className="button-quiet">
        {label}
      </button>
    </form>
  )
}
