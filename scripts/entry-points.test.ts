import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

// A fresh clone lacks the sources that `npm run generate` writes. The commands generate them, so that none of their
// modules may import one before: Node resolves all static imports first.

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const entryPoints = [
  ...new Set(Object.values(scripts).flatMap((command) => /\bscripts\/[\w-]+\.(?:ts|mjs)\b/.exec(command)?.[0] ?? [])),
]

it.each(entryPoints)('%s imports no generated source before it runs', async (entry) => {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  const first = new Set([entry])
  for (const file of first)
    for (const { path, kind } of metafile.inputs[file]?.imports ?? []) if (kind === 'import-statement') first.add(path)
  expect(
    [...first].filter((file) => /^messages\/generated\/|^prisma\/\w+\/client\/|inline\/generated/.test(file)),
  ).toEqual([])
})

it('the commands are found', () => {
  expect(entryPoints).toEqual(expect.arrayContaining(['scripts/start.ts', 'scripts/dev.ts', 'scripts/content.mjs']))
})
