import 'server-only'
import { getSettings } from '../content'
import { onceAProcess } from '../once-a-process'

/** This many characters beside what a guesser knows do not make a password of it. */
const fewCharacters = 6

const advice = 'Choose another; a few words that do not belong together are good.'

/**
 * Why a password would be among the first guesses, in words; null where it would not. It says nothing
 * of which kinds of characters a password must have: a long one of words alone is good.
 */
export async function findWeakness(password: string, email = ''): Promise<string | null> {
  const folded = foldPassword(password).toLowerCase()
  const common = await readCommon()
  if (isCommon(folded, common)) return `That password is on the lists that guessers try first. ${advice}`
  if (isPattern(folded)) return `That password is the same few characters over and over, or all in a row. ${advice}`
  const { name, shortName } = await getSettings()
  if (isOwn(folded, email.toLowerCase(), [name, shortName]))
    return `That password is little more than your address or this portal’s name. ${advice}`
  return null
}

/** A password as it is counted and hashed: what two keyboards make of the same keys is one password. */
export function foldPassword(password: string): string {
  return password.normalize('NFKC')
}

/** Fifty thousand passwords that became known, read when the first is asked for, and once. */
function readCommon(): Promise<ReadonlySet<string>> {
  return onceAProcess(
    'common-passwords',
    async () => new Set((await import('@zxcvbn-ts/language-common')).dictionary['passwords-common'] as string[]),
  )
}

/** On the list, or mostly something that is, with numbers or signs around it, or several times. */
function isCommon(folded: string, common: ReadonlySet<string>): boolean {
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [folded, core].some(
    (each) => each.length * 2 >= folded.length && (common.has(each) || common.has(findUnit(each))),
  )
}

/** Up to four characters over and over, or each one a step from the one before. */
function isPattern(folded: string): boolean {
  if (Array.from(findUnit(folded)).length <= 4) return true
  const codes = Array.from(folded, (character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  // From 9 to 0 and back is a step too.
  steps.delete(9)
  steps.delete(-9)
  return steps.size <= 1
}

/** Little more than what guessers know of an account here: its address, and the portal's names. */
function isOwn(folded: string, email: string, names: string[]): boolean {
  const folds = names.map((name) => foldPassword(name).toLowerCase())
  const local = email.split('@')[0] ?? ''
  const known = [
    email,
    local,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...folds,
    ...folds.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)),
  ]
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length)
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), folded)
  return rest !== folded && Array.from(rest.replace(/[^\p{L}\p{N}]/gu, '')).length < fewCharacters
}

/** The shortest text that this one is made of by repeating it, the last time perhaps in part; itself, if none. */
function findUnit(text: string): string {
  const length =
    Array.from({ length: text.length }, (_, index) => index + 1).find(
      (size) => text.slice(size) === text.slice(0, -size),
    ) ?? text.length
  return text.slice(0, length)
}
