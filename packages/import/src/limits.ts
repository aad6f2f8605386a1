/**
 * The CPU time limit of each step of a page, as a last resort. Slow constructs are counted before parsing, so that
 * every machine decides alike; a page within those counts takes at most a tenth of this.
 */
export const milliseconds = 20_000
