import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { generateSources } from './generate-sources'
import { run } from './run'
import { findFreePort } from './testing/postgres'

// npm run test:image: runs the steps of the Dockerfile in a folder, without Docker, and starts the portal there as a
// user who can only write to the data folder.

/** The most that the portal may add to its base image, in megabytes. */
const mostMegabytes = 150
/** The user id without rights, for a run as root. */
const unprivileged = 65534
const isRoot = process.getuid?.() === 0

await run(async () => {
  await generateSources()
  await (await import('./build')).ensureBuild()
  const top = mkdtempSync(path.join(tmpdir(), 'lectern-image-'))
  const [app, data, content] = ['app', 'data', 'content'].map((name) => path.join(top, name)) as [
    string,
    string,
    string,
  ]
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/assemble-image.ts', app], { stdio: 'inherit' })
    cpSync('templates/content', content, { recursive: true })
    cpSync(content, data, { recursive: true, filter: (file) => file === content })
    if (isRoot) chownSync(data, unprivileged, unprivileged)
    else for (const folder of listFolders(app)) chmodSync(folder, 0o555)
    chmodSync(top, 0o755)
    requireLayout(app)
    await requireAnswers(app, data, content)
    const megabytes = measure(app) / 1e6
    console.log(
      `The portal takes ${megabytes.toFixed(1)} MB of the image (at most ${mostMegabytes}), besides Node and Git.`,
    )
    if (megabytes > mostMegabytes) throw new Error(`The maximum is ${mostMegabytes} MB`)
  } finally {
    if (!isRoot) for (const folder of listFolders(app)) chmodSync(folder, 0o755)
    rmSync(top, { recursive: true, force: true })
  }
}, 'The image failed the check')

function requireLayout(app: string): void {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const unwanted = [
    ...Object.keys(devDependencies).map((name) => `node_modules/${name}`),
    ...['typescript', 'tsx', 'esbuild', 'prisma', '@next/swc-linux-x64-gnu'].map((name) => `node_modules/${name}`),
    ...['content', 'packages', 'app', 'lib', 'server', 'scripts', 'e2e', 'assurance', 'data', '.git', '.next/cache'],
  ]
  // What is typed with the package, or part of another one, may lie in a folder of its name.
  const found = unwanted.filter((file) => existsSync(path.join(app, file)))
  if (found.length) throw new Error(`The image holds files that it must not: ${found.join(', ')}`)
}

/** Starts the portal as the image does, with an address that the build did not know, and asks for its pages. */
async function requireAnswers(app: string, data: string, content: string): Promise<void> {
  const port = await findFreePort()
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    DATA_DIR: data,
    CONTENT_DIR: content,
    BASE_URL: 'https://wood.example.org',
    HOST: '127.0.0.1',
    SIGN_UP: 'closed',
    METRICS_TOKEN: 'a-token-of-the-metrics',
  }
  const as = isRoot ? { uid: unprivileged, gid: unprivileged } : {}
  const child = spawn(process.execPath, ['--conditions=react-server', '.next/commands/start.mjs'], {
    cwd: app,
    env,
    ...as,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  try {
    while (!output.includes('Lectern is at')) {
      if (child.exitCode !== null) throw new Error(output)
      await wait(100)
    }
    const ask = async (address: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${address}`, {
        headers: { 'x-forwarded-proto': 'https', ...headers },
      })
      return { status: answer.status, text: await answer.text() }
    }
    for (const address of [
      '/',
      '/making',
      '/feed.xml',
      '/og.png',
      '/making/og.png',
      '/search?q=page',
      '/sign-in',
      '/figures/chapter-pages-tutorials.svg',
      '/readyz',
    ]) {
      const { status, text } = await ask(address)
      if (status !== 200) throw new Error(`${address} answers ${status}: ${text.slice(0, 200)}\n${output}`)
    }
    const { text } = await ask('/making')
    if (!text.includes('https://wood.example.org/making')) throw new Error('The page does not use BASE_URL')
    if ((await ask('/metrics', { authorization: 'Bearer a-token-of-the-metrics' })).status !== 200)
      throw new Error('/metrics does not accept METRICS_TOKEN')
    for (const args of [
      ['admin', 'status'],
      ['content', 'check'],
    ]) {
      const [name = '', verb = ''] = args
      execFileSync(process.execPath, ['--conditions=react-server', `.next/commands/${name}.mjs`, verb], {
        cwd: app,
        env,
        ...as,
        stdio: 'pipe',
      })
    }
    const written = listFiles(app).filter((file) => isRoot && statSync(file).uid === unprivileged)
    if (written.length) throw new Error(`The portal wrote outside its data folder: ${written.join(', ')}`)
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))
}

function listFolders(folder: string): string[] {
  return [folder, ...listFiles(folder).filter((file) => statSync(file).isDirectory())]
}

function measure(folder: string): number {
  return listFiles(folder).reduce((sum, file) => sum + (statSync(file).isFile() ? statSync(file).size : 0), 0)
}
