import { serialiseFormState, toFormPage } from '@/lib/form-state'

/** Why a write was not done: a status of HTTP and a sentence for the person who asked. */
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(
    readonly status: number,
    message: string,
    /** The page to sign in on, if that is what is missing. */
    readonly signIn?: string,
  ) {
    super(message)
  }
}

/** A form whose page shows in place what became of it. */
export interface FormPlace {
  page: string
  /** Which form of its page, where that has several. */
  section?: string
  /** The fields that come back as they were typed. */
  keep: string[]
}

interface Asked {
  asForm: boolean
  returnTo: string
  form?: FormPlace
  body: Record<string, unknown>
}

/** Of each field, so that its cookie stays below the 4 KB that browsers keep. */
const mostKept = 200

/** The answer to a refused write: JSON for a script; for a plain form its page again, sign-in, or a page of words. */
export function refuse({ status, message, signIn }: Refusal, { asForm, returnTo, form, body }: Asked): Response {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  if (status === 503) headers.set('Retry-After', '5')
  if (!asForm) return Response.json({ error: { message, signIn } }, { status, headers })

  if (signIn) return goOn(`${signIn}?next=${encodeURIComponent(returnTo)}`, headers)
  if (form) {
    const { page, section, keep } = form
    const values = Object.fromEntries(keep.map((name) => [name, String(body[name] ?? '').slice(0, mostKept)]))
    headers.set('Set-Cookie', serialiseFormState(page, { message, values, section }))
    return goOn(toFormPage(page, { section, next: section ? undefined : returnTo }), headers)
  }
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(page(message, returnTo), { status, headers })
}

function goOn(location: string, headers: Headers): Response {
  headers.set('Location', location)
  return new Response(null, { status: 303, headers })
}

/** Stands alone: it must show whatever else is broken. */
function page(message: string, returnTo: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Not saved · Lectern</title>
<style>body{max-width:32rem;margin:15vh auto;padding:0 1.25rem;font:1.125rem/1.6 Georgia,serif}</style>
<main>
<h1>Not saved</h1>
<p>${escape(message)}</p>
<p><a href="${escape(returnTo)}">Back to the page</a></p>
</main>
`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
