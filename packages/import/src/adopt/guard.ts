import { runWithTimeout, TooSlowError } from '@/lib/content'
import { ConversionError } from '../conversion-error'
import { milliseconds } from '../limits'

/** Runs work on a part of a list with a timeout. Throws a ConversionError that begins with the part's `place`. */
export function guard<T>(work: () => T, place = ''): T {
  try {
    return runWithTimeout(milliseconds, work)
  } catch (error) {
    const at = place && `${place} `
    if (error instanceof TooSlowError)
      throw new ConversionError(
        `${at}Reading it takes too long. Remove long runs of *, _, [, > or -, and deep nesting.`,
      )
    if (error instanceof RangeError)
      throw new ConversionError(`${at}Something in it is nested too deeply. Make it flatter.`)
    if (error instanceof ConversionError && place) throw new ConversionError(at + error.message)
    throw error
  }
}
