/** Next takes no pattern of more than 4,096 characters; this leaves room for what it adds. */
const longest = 4000

/** Patterns for addresses, as Next's configuration has them, that match these slugs and no others. */
export function writeSlugPatterns(slugs: Iterable<string>): string[] {
  const patterns: string[] = []
  for (const slug of slugs) {
    const last = patterns.at(-1)
    if (last === undefined || last.length + slug.length >= longest) patterns.push(slug)
    else patterns[patterns.length - 1] = `${last}|${slug}`
  }
  return patterns.map((each) => `/:slug(${each})`)
}
