import { cookies } from 'next/headers'
import { formStateCookie, parseFormState, type FormState } from '@/lib/form-state'
import { toSameSitePath } from '@/lib/same-site-path'

/** What the pages with forms are asked with. */
export interface FormPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where to go on afterwards, and why the last try was refused. */
export async function readFormPage({ searchParams }: FormPageProps): Promise<{ next: string; state: FormState | null }> {
  const asked = await searchParams
  const { next, error } = asked
  const stored = await readFormState(asked)
  const fromElsewhere = error ? { message: 'GitHub did not sign you in. Try again, or use a password.', values: {} } : null
  return { next: toSameSitePath(next), state: stored ?? fromElsewhere }
}

/** What became of the form that led back to this page, if one did. */
export async function readFormState({ again }: Awaited<FormPageProps['searchParams']>): Promise<FormState | null> {
  return again ? parseFormState((await cookies()).get(formStateCookie)?.value) : null
}
