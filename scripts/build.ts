import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateSources } from './generate-sources'
import { runNode } from './run-node'
import { bundleServer } from './server-bundle'

/** The files that the build depends on. */
const sources = [
  'app',
  'components',
  'instrumentation.ts',
  'lib',
  'messages',
  'prisma',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'tsconfig.json',
]
/** Files among them that the build itself writes, or does not read: tests. */
const leftOut =
  /(^|\/)(prisma\/\w+\/(client\/|models\.prisma$)|messages\/generated\/|inline\/generated\.ts$)|\.test\.tsx?$/
/** A build in another folder than the usual one. */
const otherFolder = process.env.NEXT_DIST_DIR
const buildFolder = otherFolder ?? '.next'
/** The files that the server's bundle depends on. */
const serverSources = [
  'components',
  'lib',
  'messages',
  'package-lock.json',
  'scripts/server-bundle.ts',
  'server',
  'tsconfig.json',
]

/** Makes the production build, unless an existing one was made from the same sources. */
export async function ensureBuild(): Promise<void> {
  await ensureMade('built-from', sources, async () => {
    console.log('Building the portal, once for these sources …')
    if (otherFolder) {
      mkdirSync(path.dirname(otherFolder), { recursive: true })
      // Next writes into the tsconfig that it is given.
      writeFileSync(
        `${otherFolder}.tsconfig.json`,
        JSON.stringify({ extends: path.relative(path.dirname(otherFolder), './tsconfig.json') }),
      )
    }
    await generateSources()
    runNode('node_modules/next/dist/bin/next', ['build'])
  })
  await ensureMade('served-from', serverSources, bundleServer)
}

/** Makes a part of the build unless it was made from the same sources, whose fingerprint is stored with it. */
async function ensureMade(name: string, from: string[], make: () => void | Promise<void>): Promise<void> {
  const stamp = path.join(buildFolder, name)
  const fingerprint = fingerprintSources(from)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  // Removed first: after an interruption, the folder may contain parts of two builds.
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, fingerprint)
}

function fingerprintSources(from: string[]): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of from.filter((each) => existsSync(each)).flatMap(listFiles))
    if (!leftOut.test(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function listFiles(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(source, name.replaceAll(path.sep, '/')))
    .filter((file) => statSync(file).isFile())
    .sort()
}
