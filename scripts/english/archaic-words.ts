/** Archaic words, with what to write instead. */
const replacements: Record<string, string> = {
  anew: 'again',
  whoever: 'anyone who',
  whosoever: 'anyone who',
  nobody: 'no one',
  somebody: 'someone',
  stands: 'is',
  mended: 'fixed',
  meanwhile: 'in the meantime',
  thereof: 'of it',
  'e-mail': 'email',
}
const archaic = new RegExp(`\\b(${Object.keys(replacements).join('|')})\\b`, 'gi')

/** Returns a sentence for each archaic word in a text: in comments, strings and names. */
export function findArchaicWords(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(archaic)].map(([word]) => {
      const replacement = replacements[word.toLowerCase()]
      return `${file}:${index + 1} Write "${replacement}" for "${word}", or rephrase the sentence.`
    }),
  )
}
