import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateClients } from './generate-clients'
import { runNode } from './run-node'
import { bundleServer } from './server-bundle'

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
const buildFolder = beside ?? '.next'
/** What the server is made of beside that. */
const serverSources = ['components', 'lib', 'package-lock.json', 'scripts/server-bundle.ts', 'server', 'tsconfig.json']

/** Makes the production build, unless the one that is there was made from these very sources. */
export async function ensureBuild(): Promise<void> {
  await ensureMade('built-from', sources, () => {
    console.log('Building the portal, once for these sources …')
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
  })
  await ensureMade('served-from', serverSources, bundleServer)
}

/** Makes a part of the build, unless it was made from these very sources: they are kept beside it, as a fingerprint. */
async function ensureMade(name: string, from: string[], make: () => void | Promise<void>): Promise<void> {
  const stamp = path.join(buildFolder, name)
  const fingerprint = fingerprintSources(from)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  // Should this be broken off, what lies there is of two builds, and no sources are to take it for theirs.
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, fingerprint)
}

function fingerprintSources(from: string[]): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of from.filter((each) => existsSync(each)).flatMap(listFiles))
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
