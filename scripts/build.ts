import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { settleBuiltPortal, writeBuiltPortal } from '../lib/content/built-portal'
import { getContentFolder } from '../lib/content/get-portal'
import { passingRules } from '../lib/content/portal'
import { listSources } from '../lib/content/walk-content'
import { readEnv } from '../lib/env'
import { prepareAnswers } from '../server/pages/prepare-answers'
import { generateClients } from './generate-clients'
import { runNode } from './run-node'

/** All that a build is made of, but for the content. */
const sources = [
  'app',
  'components',
  'instrumentation.ts',
  'lib',
  'prisma',
  'public',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'server/pages',
  'tsconfig.json',
]
/** What the build itself writes among them. */
const made = /(^|\/)prisma\/\w+\/(client\/|models\.prisma$)/
/** A build beside the usual one. */
const beside = process.env.NEXT_DIST_DIR
const stamp = path.join(beside ?? '.next', 'built-from')

/** Makes the production build, unless the one that is there was made from these very sources. */
export async function ensureBuild(): Promise<void> {
  const fingerprint = await fingerprintSources()
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
  // Only now: who starts what is built already need not wait for what reads Markdown.
  const { loadPortal } = await import('../lib/content/load')
  const portal = await loadPortal(getContentFolder())
  writeBuiltPortal(getContentFolder(), portal)
  runNode('node_modules/next/dist/bin/next', ['build'])
  settleBuiltPortal()
  prepareAnswers()
  // A page that only this machine could not read now may be read by the next build.
  if (!portal.problems.some(({ rule }) => passingRules.has(rule))) writeFileSync(stamp, fingerprint)
}

async function fingerprintSources(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of sources.filter((each) => existsSync(each)).flatMap(listFiles))
    if (!made.test(file)) hash.update(`${file}\0`).update(readFileSync(file))
  // Another content folder is another build. In a repository, what is no content changes all the time.
  const content = process.env.CONTENT_DIR ?? 'content'
  for (const file of (await listSources(content)).map((each) => path.posix.join(content, each)))
    hash.update(`${file}\0`).update(readFileSync(file))
  // Pages name the address at which others reach them; one that leads here from this machine alone is no reason to build again.
  const { publicUrl } = readEnv()
  if (publicUrl) hash.update(`${publicUrl}\0`)
  return hash.digest('hex')
}

function listFiles(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(source, name.replaceAll(path.sep, '/')))
    .filter((file) => statSync(file).isFile())
    .sort()
}
