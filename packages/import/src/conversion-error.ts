/** Thrown if a page can't be converted. Its message tells the editor why, and how to fix the source. */
export class ConversionError extends Error {
  override name = 'ConversionError'
}
