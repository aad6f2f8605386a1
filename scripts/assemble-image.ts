import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import tracer from 'next/dist/compiled/@vercel/nft/index.js'
import { run } from './run'
import { bundle } from './server-bundle'

// node --import tsx scripts/assemble-image.ts <folder>: puts what a built portal needs to run, and nothing else, into a
// folder. The image is made of that, without the sources, the content and the packages that only a build needs.

/** The folder of the bundled commands. */
const commands = '.next/commands'
/** Files that are read by name at run time, and so never imported. */
const readByName = [
  '.next/BUILD_ID',
  '.next/portal/service-worker.js',
  '.next/static',
  'LICENSE',
  'node_modules/@fontsource/bricolage-grotesque/files',
  'prisma/postgresql/migrations',
  'prisma/sqlite/migrations',
  'public',
  'templates',
]
/** The files that the image needs: packages and built files. Next also lists source files, which are in its bundles. */
const needed = /^(node_modules|\.next)\//
/** Packages that Next lists for cloud functions, and never loads here. */
const left =
  /(^|\/)node_modules\/(@next\/swc-|@img\/|sharp\/|typescript\/|esbuild\/|@esbuild\/|tsx\/|lightningcss)|\.(map|d\.ts)$/

await run(async () => {
  const [to] = process.argv.slice(2)
  if (!to) throw new Error('Name the folder to make')
  rmSync(to, { recursive: true, force: true })
  await bundle(commands, {
    start: 'scripts/start-built.ts',
    admin: 'scripts/admin-built.ts',
    content: 'scripts/content-built.ts',
  })
  for (const file of [...readByName.flatMap(listFiles), ...(await traceFiles())]) copy(file, to)
  // The symbolic links through which the build loads packages outside its bundles.
  cpSync('.next/node_modules', path.join(to, '.next/node_modules'), { recursive: true, verbatimSymlinks: true })
  const { name, version, license, type, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    string
  >
  // The same commands as in a checkout, run from built files.
  const scripts = Object.fromEntries(
    ['start', 'admin', 'content'].map((each) => [each, `node --conditions=react-server ${commands}/${each}.mjs`]),
  )
  writeFileSync(
    path.join(to, 'package.json'),
    `${JSON.stringify({ name, version, private: true, license, type, engines, scripts }, null, 2)}\n`,
  )
})

/** Lists all files that the server, its threads and the commands import, as Next and its tracer find them. */
async function traceFiles(): Promise<Set<string>> {
  const entries = [...listFiles('.next/portal'), ...listFiles(commands)].filter((file) => file.endsWith('.mjs'))
  const { fileList } = await tracer.nodeFileTrace(entries, {
    base: process.cwd(),
    conditions: ['react-server', 'node', 'import'],
  })
  const files = new Set(fileList)
  // Next lists for each page what it imports.
  const lists = [
    ...listFiles('.next/server'),
    ...listFiles('.next').filter((file) => /^\.next\/[^/]+\.nft\.json$/.test(file)),
  ]
  for (const list of lists) {
    if (!list.endsWith('.nft.json')) continue
    const found = (JSON.parse(readFileSync(list, 'utf8')) as { files: string[] }).files
    for (const each of found) files.add(path.relative('.', path.resolve(path.dirname(list), each)))
  }
  for (const file of [...listFiles('.next/server'), ...readdirSync('.next').map((name) => `.next/${name}`)])
    if (statSync(file).isFile() && !file.endsWith('.nft.json')) files.add(file)
  return new Set([...files].filter((file) => needed.test(file) && !left.test(file)))
}

function listFiles(source: string): string[] {
  if (!existsSync(source)) return []
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(source, name))
    .filter((file) => statSync(file).isFile())
}

function copy(file: string, to: string): void {
  if (!existsSync(file) || statSync(file).isDirectory()) return
  const target = path.join(to, file)
  mkdirSync(path.dirname(target), { recursive: true })
  cpSync(realpathSync(file), target)
}
