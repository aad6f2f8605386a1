import 'server-only'
import { t } from '../../messages/generated/account-rules'
import { getSettings } from '../content'
import { onceAProcess } from '../once-a-process'

/** A password needs at least this many characters in addition to guessable words. */
const fewCharacters = 6

/** Explains why a password is easy to guess; null if it is not. Any kinds of characters are accepted. */
export async function findWeakness(password: string, email = ''): Promise<string | null> {
  const folded = foldPassword(password).toLowerCase()
  const common = await readCommon()
  if (isCommon(folded, common)) return t('weakCommon')
  if (isPattern(folded)) return t('weakPattern')
  const { name, shortName } = await getSettings()
  if (isOwn(folded, email.toLowerCase(), [name, shortName])) return t('weakOwn')
  return null
}

/** Normalises a password, so that it matches however a keyboard encodes its characters. */
export function foldPassword(password: string): string {
  return password.normalize('NFKC')
}

/** Loads the fifty thousand commonest passwords, once, at first use. */
function readCommon(): Promise<ReadonlySet<string>> {
  return onceAProcess(
    'common-passwords',
    async () => new Set((await import('@zxcvbn-ts/language-common')).dictionary['passwords-common'] as string[]),
  )
}

/** Tells whether a password is common, or mostly a common one repeated or with digits or signs around it. */
function isCommon(folded: string, common: ReadonlySet<string>): boolean {
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [folded, core].some(
    (each) => each.length * 2 >= folded.length && (common.has(each) || common.has(findUnit(each))),
  )
}

/** Tells whether a password repeats up to four characters, or is a sequence such as "5678". */
function isPattern(folded: string): boolean {
  if (Array.from(findUnit(folded)).length <= 4) return true
  const codes = Array.from(folded, (character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  // A sequence may wrap between 9 and 0.
  steps.delete(9)
  steps.delete(-9)
  return steps.size <= 1
}

/** Tells whether a password is little more than the account's email address or the portal's names. */
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

/**
 * Returns the shortest text whose repetition gives this one: "abc" for "abcabca", whose last repetition is cut off.
 * Returns the text itself if it has no repetition.
 */
function findUnit(text: string): string {
  const length =
    Array.from({ length: text.length }, (_, index) => index + 1).find(
      (size) => text.slice(size) === text.slice(0, -size),
    ) ?? text.length
  return text.slice(0, length)
}
