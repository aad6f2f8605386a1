import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const sources = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .sort()
const routes = sources.filter((file) => path.basename(file) === 'route.ts')
const read = (file: string) => readFileSync(file, 'utf8')

/** Matches exports other than reads, settings of Next.js and writes through the wrapper. */
function findUnwrapped(source: string): string[] {
  const harmless =
    /^export (async )?function (GET|HEAD)\(|^export const (dynamic|revalidate|runtime|maxDuration) = |^export const POST = (write|writeAsAnyone|writeMark)\(\{|^export (type|interface) /
  return source.split('\n').filter((line) => /^\s*export\b/.test(line) && !harmless.test(line))
}

const serverAction = /(^|[;{\s])(['"`])use server\2/
/** Matches anything but an array: a function, or something that may be one. */
const interactive = /\$transaction\s*(<[^]*?>)?\s*\(\s*(?![[\s])/

describe('the source of the routes', () => {
  it('is found', () => {
    expect(routes).toEqual(
      expect.arrayContaining([
        'app/api/bookmarks/route.ts',
        'app/api/auth/callback/[provider]/route.ts',
        'app/api/sign-in/github/route.ts',
      ]),
    )
    expect(sources.length).toBeGreaterThan(50)
  })

  it.each(routes)('C5: allows changes only through the wrapper: %s', (file) => {
    const source = read(file)
    expect(findUnwrapped(source)).toEqual([])
    const wrapper = /^export const POST = (\w+)/m.exec(source)?.[1]
    if (wrapper)
      expect(source).toMatch(
        new RegExp(
          `^import \\{[^}]*\\b${wrapper}\\b[^}]*\\} from '(\\.\\./)+${wrapper === 'writeMark' ? 'write-mark' : 'write'}'$`,
          'm',
        ),
      )
  })

  it('has at least ten writes through the wrapper', () => {
    const writing = routes.filter((file) => /^export const POST/m.test(read(file)))
    expect(writing).toEqual(
      expect.arrayContaining(
        [
          'bookmarks',
          'marks',
          'notes',
          'reading-progress',
          'removals',
          'session',
          'sign-in',
          'sign-in/github',
          'sign-out',
          'sign-up',
        ].map((name) => `app/api/${name}/route.ts`),
      ),
    )
  })

  it.each(sources)('F9: contains no Server Action and no interactive transaction: %s', (file) => {
    const source = read(file)
    expect(source).not.toMatch(serverAction)
    expect(source).not.toMatch(interactive)
  })
})

describe('C5: the patterns for writes', () => {
  it.each([
    'export async function POST(request: Request) {',
    'export const POST = async (request: Request) => {',
    'export const POST = handler',
    'export const PUT = write({',
    'export const DELETE = writeAsAnyone({',
    'export const POST = writeMarks({',
    'export async function PATCH() {',
    'export { POST } from "./elsewhere"',
    'export * from "./elsewhere"',
    '  export const POST = x',
    'export default handler',
    'export const { GET, POST } = toNextJsHandler(auth)',
  ])('see %s', (line) => {
    expect(findUnwrapped(`import x from 'x'\n${line}\n`)).toEqual([line])
  })

  it.each([
    'export const POST = write({',
    'export const POST = writeAsAnyone({',
    'export const POST = writeMark({',
    'export function GET(request: Request) {',
    `export const dynamic = 'force-dynamic'`,
  ])('allow %s', (line) => {
    expect(findUnwrapped(line)).toEqual([])
  })

  it('detect a Server Action and an interactive transaction', () => {
    for (const text of [`'use server'`, `"use server";`, `async function a() { 'use server'; }`])
      expect(text).toMatch(serverAction)
    for (const text of [
      'db.$transaction(async (tx) => {})',
      'db.$transaction(run)',
      'db.$transaction<void>(\n  async () => {})',
    ])
      expect(text).toMatch(interactive)
    for (const text of ['db.$transaction([a, b])', 'db.$transaction(\n  [a, b],\n)'])
      expect(text).not.toMatch(interactive)
  })
})
