import { TooSlowError } from '@/lib/content'

/** Thrown if a page can't be converted. Its message tells the editor why, and how to fix the source. */
export class ConversionError extends Error {
  override name = 'ConversionError'

  constructor(
    message: string,
    /** The line of the source, if one is to blame. */
    readonly line?: number,
  ) {
    super(message)
  }
}

/** Returns the reason for which a page is not converted. */
export function explainError(error: unknown): string {
  if (error instanceof ConversionError) return error.message
  if (error instanceof TooSlowError)
    return 'Parsing it takes too long. Remove long runs of *, _, [, > or -, and deep nesting.'
  if (error instanceof RangeError) return 'Its elements are nested too deeply. Reduce the nesting.'
  const { code, message } = error as NodeJS.ErrnoException
  if (code) return `It can't be read (${code}).`
  return `It can't be converted (${String(message).slice(0, 200)}). Simplify the page and try again.`
}
