import { getSettings } from '@/lib/content'
import { answer, answerMissing } from './answer'

/** Answers with a logo of the content folder, which was checked on loading. */
export async function answerLogo(theme: 'light' | 'dark'): Promise<Response> {
  const logo = (await getSettings()).logo?.[theme]
  return logo ? answer(logo.svg, 'image/svg+xml') : answerMissing('This portal has no such logo.')
}
