import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readContent, type ContentAround, type ReadPage } from './load'
import { listFigures, listPublicFiles } from './content-files'
import { listSources } from './walk-content'

// Runs in a worker thread: reading a page takes about 10 ms of CPU, which would delay responses.

/** The input of the thread. */
export interface WorkerData {
  folder: string
  publicFolder: string
}

/** A message from the thread: changed pages, then everything else; or an error if the folder can't be read. */
export type WorkerMessage =
  | { type: 'pages'; pages: ReadPage[] }
  | { type: 'content'; around: ContentAround; version: string }
  | { type: 'error'; error: Error }

/** The pause between two looks at the files, in milliseconds, and the share of time that looking may take. */
const pause = 1000
const share = 0.02
/** A change is read after this many milliseconds without another. */
const settled = 80

const { folder, publicFolder } = workerData as WorkerData
const tell = (message: WorkerMessage) => parentPort!.postMessage(message)
/** Digests of the pages that were sent, by file. */
const known = new Map<string, string>()

let isChanged = false
let wake = () => {}
for (const each of [folder, publicFolder])
  try {
    // Some file systems can't be watched; polling finds changes there, a little later.
    watch(each, { recursive: true }, () => {
      isChanged = true
      wake()
    }).on('error', () => {})
  } catch {
    // As above.
  }

let seen: string | undefined
for (;;) {
  const begun = performance.now()
  let cost = 0
  try {
    let now = await look()
    cost = performance.now() - begun
    if (now !== seen) {
      for (let before: string | undefined = seen; seen !== undefined && now !== before;) {
        before = now
        await wait(settled)
        now = await look()
      }
      await read()
      seen = now
    }
  } catch (error) {
    tell({ type: 'error', error: error as Error })
  }
  if (!isChanged)
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, Math.max(pause, cost / share))
    })
  isChanged = false
}

async function read(): Promise<void> {
  const around = await readContent(folder, publicFolder, known, (pages) => {
    for (const { page, digest } of pages) known.set(page.file, digest)
    tell({ type: 'pages', pages })
  })
  const files = new Set(around.files)
  for (const file of known.keys()) if (!files.has(file)) known.delete(file)
  tell({ type: 'content', around, version: await digest(around) })
}

/** Returns a digest of all files and of Git's current commit. */
async function digest({ files, paths, settings, publicFiles }: ContentAround): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([...publicFiles]))
    .update(`\0${settings.digest}`)
  for (const file of files) hash.update(`\0${file}\0${known.get(file) ?? ''}`)
  for (const { file, digest } of paths) hash.update(`\0${file}\0${digest}`)
  for (const file of ['moved.yaml', 'links.json'])
    hash.update('\0').update(await readFile(path.join(folder, file)).catch(() => ''))
  return hash
    .update(await readHead())
    .digest('base64url')
    .slice(0, 16)
}

function readHead(): Promise<string> {
  return new Promise((resolve) =>
    execFile('git', ['rev-parse', 'HEAD'], { cwd: folder }, (_error, head) => resolve(head)),
  )
}

/** Returns the state of the files without reading them: change time, size and inode. */
async function look(): Promise<string> {
  const files = [
    ...(await listSources(folder)).map((file) => path.join(folder, file)),
    ...listFigures(folder).values(),
    ...[...(await listPublicFiles(publicFolder))].map((file) => path.join(publicFolder, file)),
  ]
  const lines = await Promise.all(
    files.map(async (file) => {
      // `ctime`, not `mtime`: it also changes when a file becomes readable.
      const { ctimeMs, size, ino } = await stat(file).catch(() => ({ ctimeMs: 0, size: 0, ino: 0 }))
      return `${file}\t${ctimeMs}\t${size}\t${ino}`
    }),
  )
  return lines.join('\n')
}
