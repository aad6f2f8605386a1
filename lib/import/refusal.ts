/** A page that can't be converted. Its message says why, to a person, and how to mend the source. */
export class Refusal extends Error {
  override name = 'Refusal'
}
