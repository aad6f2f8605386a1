import { headers } from 'next/headers'
import type { FormState } from '@/lib/form-state'
import { readFormNotice } from '@/lib/notice'
import { toSameSitePath } from '@/lib/same-site-path'
import { describeGithubError } from './github-errors'

/** The props of pages with forms. */
export interface FormPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Returns the address to go to after sign-in, and the result of the last attempt. */
export async function readFormPage(
  page: string,
  { searchParams }: FormPageProps,
): Promise<{ next: string; state: FormState | null }> {
  const asked = await searchParams
  const { next, error } = asked
  const stored = await readFormState(page, asked)
  const fromElsewhere = error ? { message: describeGithubError(error), values: {} } : null
  return { next: toSameSitePath(next), state: stored ?? fromElsewhere }
}

/** Returns the state of the form that led back to that page, if one did. */
export async function readFormState(
  page: string,
  { again }: Awaited<FormPageProps['searchParams']>,
): Promise<FormState | null> {
  return again ? readFormNotice(page, (await headers()).get('cookie') ?? '') : null
}
