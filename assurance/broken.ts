import fc from 'fast-check'
import { countCodePoints, joinedNoteLength, noteLength, progresses } from '../lib/shelf'
import { addressLength } from '../lib/transfer'
import type { Context, Fields } from './routes'

// Bodies with one fault, and our own rules of validity, independent of the schemas.

/** The valid values of a field, including `undefined` if it is optional. All others must be refused. */
type Allowed = (value: unknown) => boolean

const isText = (most: number) => (value: unknown) =>
  typeof value === 'string' && value.length <= most && value.isWellFormed() && !value.includes('\0')
const isTime: Allowed = (value) => value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(value)))
const isWhole = (value: unknown, most: number) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
const isString: Allowed = (value) => typeof value === 'string'
/** Any text is valid here: checking it against the account costs a hash, and the account tests do that. */
const passwords: Record<string, Allowed> = {
  '/api/sign-up': isLongText,
  '/api/password-reset/finish': isLongText,
  '/api/sign-in': isString,
}

function isLongText(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 12 && !value.includes('\0')
}

/** Returns the valid values of each field of a write, including those refused later for their meaning. */
export function makeOracle(path: string, { tutorial, another, member, given }: Context): Record<string, Allowed> {
  const row: Record<string, Allowed> = {
    resource: (value) => value === null || (typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value)),
    href: (value) => value === null || isText(addressLength)(value),
    bookmarked: (value) => typeof value === 'boolean',
    bookmarkedAt: isTime,
    progress: (value) => progresses.includes(value as never),
    percent: (value) => value === null || isWhole(value, 100),
    progressAt: isTime,
    note: (value) =>
      value === null ||
      (typeof value === 'string' && countCodePoints(value) <= joinedNoteLength && isText(2 * joinedNoteLength)(value)),
    noteAt: isTime,
  }
  return {
    resource: (value) => value === tutorial || value === another,
    bookmarked: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
    progress: (value) => progresses.includes(value as never),
    percent: (value) =>
      value === undefined ||
      isWhole(value, 100) ||
      (typeof value === 'string' && /^\d+$/.test(value) && Number(value) <= 100),
    // Windows line ends and trailing spaces don't count; lengths near the limit are not tested.
    note:
      path === '/api/marks'
        ? (value) =>
            typeof value === 'string' &&
            countCodePoints(value) <= joinedNoteLength &&
            isText(2 * joinedNoteLength)(value)
        : isText(noteLength),
    reader: (value) => value === undefined || value === member.id,
    age: (value) => value === undefined || isWhole(value, Number.MAX_SAFE_INTEGER),
    dryRun: (value) => typeof value === 'boolean',
    ...Object.fromEntries(Object.entries(row).map(([name, allowed]) => [`rows.${name}`, allowed])),
    name: (value) =>
      typeof value === 'string' && value.trim() !== '' && value.trim().length <= 160 && !value.includes('\0'),
    email: (value) =>
      isString(value) &&
      (path === '/api/sign-in' || ((value as string).includes('@') && (value as string).length < 300)),
    password: passwords[path] ?? ((value) => value === undefined || isString(value)),
    currentPassword: (value) => value === undefined || isString(value),
    newPassword: isLongText,
    confirm: (value) => value === 'yes',
    session: (value) => value === given,
    passkey: (value) => value === given,
    credential: (value) => value === given,
    token: (value) => value === given,
    // The tests of two-factor authentication check codes, whose number is limited.
    code: isString,
  }
}

const lone = ['\ud800', '\udfff', 'a\udc00b']
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    ...lone,
    '\u202eabc',
    'e' + '\u0301'.repeat(10_000),
    '\u200b',
    '\ufeff',
    'null',
    'undefined',
    '[object Object]',
    'true ',
    'TRUE',
    'done ',
    "' OR 1=1 --",
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    'x'.repeat(1024 * 1024),
    'x'.repeat(2001),
    '字'.repeat(17_000),
    '1e3',
    '-1',
    '101',
    '0x10',
    '1_0',
    '١٢',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 100 }),
  fc.nat(70_000).map((length) => 'y'.repeat(length)),
)
/** As JSON text, since our values are not written like this. */
const number = fc.oneof(
  fc.constantFrom(
    'NaN',
    'Infinity',
    '1e400',
    '-1e400',
    '-0',
    '-1',
    '101',
    '2147483648',
    '-2147483649',
    '4294967296',
    '9007199254740992',
    '9007199254740993',
    '1e-400',
    '0.1',
    '00',
    '+1',
    '1.',
    '.5',
    '0x10',
    '1n',
  ),
  fc.double().map(String),
  fc.integer().map(String),
)
const structure = fc.oneof(
  fc.constantFrom(
    'null',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '{"":""}',
    '{"length":1}',
    '{"toString":1}',
    '{"__proto__":null}',
    '['.repeat(5000) + ']'.repeat(5000),
    '{"a":'.repeat(2000) + '1' + '}'.repeat(2000),
    '['.repeat(100_000),
    'true',
    'false',
    'undefined',
    "'x'",
    '',
  ),
  fc.json({ maxDepth: 3 }),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 4 }).map((list) => JSON.stringify(list)),
)
/** Prisma operators instead of values. */
export const operators = [
  '{"not":null}',
  '{"contains":""}',
  '{"gt":""}',
  '{"in":[]}',
  '{"set":"x"}',
  '{"increment":1}',
  '{"equals":"x"}',
  '[{"not":null}]',
  'null',
]

const fragment = fc.oneof(
  { weight: 4, arbitrary: text.map((each) => JSON.stringify(each)) },
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: structure },
  { weight: 1, arbitrary: fc.constantFrom(...operators) },
)

/** A body as sent, and its fault. */
export interface Broken {
  what: string
  text: string
}

const hole = '\u0001hole\u0001'

/** Returns the paths of all leaves of a body, including rows of a list. */
function listLeaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return [path, ...value.flatMap((each, index) => listLeaves(each, [...path, index]))]
  if (typeof value !== 'object' || value === null) return [path]
  return [
    ...(path.length ? [path] : []),
    ...Object.entries(value).flatMap(([name, each]) => listLeaves(each, [...path, name])),
  ]
}

function replace(value: unknown, [first, ...rest]: (string | number)[], by: unknown): unknown {
  if (first === undefined) return by
  if (Array.isArray(value)) return value.map((each, index) => (index === first ? replace(each, rest, by) : each))
  return { ...(value as Fields), [first]: replace((value as Fields)[first], rest, by) }
}

/** Returns a body as JSON, with one leaf replaced by this JSON text. */
export function breakLeaf(body: Fields, path: (string | number)[], json: string): string {
  return JSON.stringify(replace(body, path, hole)).replace(JSON.stringify(hole), () => json)
}

/** Generates bodies with one fault: a leaf that is replaced, missing or repeated, or another type of body. */
export function breakBody(body: Fields, optional: string[], oracle: Record<string, Allowed>): fc.Arbitrary<Broken> {
  const leaves = [...listLeaves(body), ...optional.map((name) => [name])]
  const isAllowed = (path: (string | number)[], json: string): boolean => {
    const allowed = oracle[path.filter((each) => typeof each === 'string').join('.')]
    let value: unknown
    try {
      value = JSON.parse(json)
    } catch {
      return false
    }
    // Lists and their rows are checked by their leaves.
    return allowed ? allowed(value) : false
  }
  const ways: fc.Arbitrary<Broken>[] = [
    fragment
      .filter((json) => !/^\s*\{/.test(json))
      .map((json) => ({ what: `all of it: ${json.slice(0, 60)}`, text: json })),
  ]
  if (leaves.length) {
    const leaf = fc.tuple(fc.constantFrom(...leaves), fragment).filter(([path, json]) => !isAllowed(path, json))
    ways.push(
      leaf.map(([path, json]) => ({
        what: `${path.join('.')}: ${json.slice(0, 60)}`,
        text: breakLeaf(body, path, json),
      })),
    )
    // The last value of a repeated field counts.
    ways.push(
      leaf
        .filter(([path]) => path.length === 1)
        .map(([path, json]) => ({
          what: `${path.join('.')} again: ${json.slice(0, 60)}`,
          text: `${JSON.stringify(body).slice(0, -1)},"${path[0]}":${json}}`,
        })),
    )
    const needed = Object.keys(body).filter((name) => !oracle[name]?.(undefined))
    if (needed.length)
      ways.push(
        fc
          .constantFrom(...needed)
          .map((name) => ({ what: `without ${name}`, text: JSON.stringify({ ...body, [name]: undefined }) })),
      )
  }
  const spare = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((name) => !(name in body) && !(name in oracle) && name !== 'returnTo')
  ways.push(
    fc.tuple(spare, fragment).map(([name, json]) => ({
      what: `more: ${name}: ${json.slice(0, 60)}`,
      text: JSON.stringify({ ...body, [name]: hole }).replace(JSON.stringify(hole), () => json),
    })),
  )
  const [whole, ...others] = ways
  return fc.oneof(
    { weight: 1, arbitrary: whole! },
    ...others.map((arbitrary, index) => ({ weight: leaves.length && index === 0 ? 12 : 2, arbitrary })),
  )
}
