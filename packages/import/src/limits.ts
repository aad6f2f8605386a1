/**
 * CPU time of each step of a page, as a last resort. What makes a page slow is counted before it is parsed, so that
 * every machine comes to the same verdict; a page within those limits takes a tenth of this at most.
 */
export const milliseconds = 20_000
