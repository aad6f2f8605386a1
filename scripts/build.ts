import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateClients } from './generate-clients'
import { runNode } from './run-node'

/** All that a build is made of. */
const sources = [
  'app',
  'components',
  'instrumentation.ts',
  'lib',
  'prisma',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'tsconfig.json',
]
/** What the build itself writes among them. */
const made = /(^|\/)prisma\/\w+\/(client\/|models\.prisma$)/
/** A build beside the usual one. */
const beside = process.env.NEXT_DIST_DIR
const stamp = path.join(beside ?? '.next', 'built-from')

/** Makes the production build, unless the one that is there was made from these very sources. */
export async function ensureBuild(): Promise<void> {
  const fingerprint = fingerprintSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  console.log('Building the portal, once for these sources …')
  // Should this be broken off, what lies there is of two builds, and no sources are to take it for theirs.
  rmSync(stamp, { force: true })
  if (beside) {
    mkdirSync(path.dirname(beside), { recursive: true })
    // Next writes into the one it is given.
    writeFileSync(
      `${beside}.tsconfig.json`,
      JSON.stringify({ extends: path.relative(path.dirname(beside), './tsconfig.json') }),
    )
  }
  generateClients()
  runNode('node_modules/next/dist/bin/next', ['build'])
  writeFileSync(stamp, fingerprint)
}

function fingerprintSources(): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of sources.filter((each) => existsSync(each)).flatMap(listFiles))
    if (!made.test(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function listFiles(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(source, name.replaceAll(path.sep, '/')))
    .filter((file) => statSync(file).isFile())
    .sort()
}
