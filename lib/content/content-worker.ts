import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { watch, type FSWatcher } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readContent, type ContentAround, type KnownFile } from './load'
import { listFigures, listPublicFiles, tryStat } from './files/content-files'
import type { Page } from './files/read-page'
import { historyFile, listSources } from './files/walk-content'

// Runs in a worker thread: reading a page takes about 10 ms of CPU, which would delay responses.

/** The input of the thread. */
export interface WorkerData {
  folder: string
  publicFolder: string
}

/**
 * A message from the thread: changed pages, then everything else; the error if the folder can't be read; or
 * "unchanged" once it can be read again and nothing in it has changed.
 */
export type WorkerMessage =
  | { type: 'pages'; pages: Page[] }
  | { type: 'content'; around: ContentAround; version: string }
  | { type: 'error'; sentence: string }
  | { type: 'unchanged' }

/** The pause between two checks of the files, in milliseconds, and the share of time that checking may take. */
const pause = 1000
const share = 0.02
/** How long files must stay unchanged before they are read, in milliseconds: copied files come one by one. */
const settled = 300
/** After how many milliseconds a folder that keeps changing is read anyway. */
const patience = 30_000
/** The age at which a lock of Git counts as left behind, in milliseconds. */
const staleLock = 60_000

const { folder, publicFolder } = workerData as WorkerData
const tell = (message: WorkerMessage) => parentPort!.postMessage(message)
/** The pages that were sent, by file. */
const known = new Map<string, KnownFile>()

let isChanged = false
/** When a folder last reported a change, as a time of `performance.now()`. */
let changedAt = -Infinity
let wake = () => {}
const watchers: FSWatcher[] = []
/** The real path and inode of the watched folder. The content folder may be a link whose target changes. */
let watched: string | undefined
/** Git's folder for this checkout, with its index and log; empty without Git. */
let gitFolder = ''

let seen: string | undefined
let isFailing = false
for (;;) {
  const begun = performance.now()
  let cost = 0
  try {
    await watchFolders()
    const now = await look()
    cost = performance.now() - begun
    if (now !== seen) {
      // At the start, `seen` is undefined: the first reading waits only for Git.
      seen = await readSettled(seen !== undefined)
      gitFolder = await askGit('--absolute-git-dir')
    } else if (isFailing) tell({ type: 'unchanged' })
    isFailing = false
  } catch (error) {
    isFailing = true
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code ? `(${code}). Put it back, or give this user the right to read it` : `(${message})`
    tell({
      type: 'error',
      sentence: `The content folder ${folder} can't be read ${reason}; until then, the previous content is served.`,
    })
  }
  if (!isChanged)
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, Math.max(pause, cost / share))
    })
  isChanged = false
}

/**
 * Watches the content folder, the public folder, and the folder above the content, where it can be replaced. On file
 * systems that can't be watched, the regular checks find changes a little later.
 */
async function watchFolders(): Promise<void> {
  const real = await realpath(folder)
  const { ino } = await stat(real)
  if (watched === `${real} ${ino}`) return
  watched = `${real} ${ino}`
  gitFolder = await askGit('--absolute-git-dir')
  for (const watcher of watchers.splice(0)) watcher.close()
  for (const [each, recursive] of [
    [folder, true],
    [publicFolder, true],
    [path.dirname(folder), false],
  ] as const)
    try {
      watchers.push(
        watch(each, { recursive }, () => {
          isChanged = true
          changedAt = performance.now()
          wake()
        }).on('error', () => {}),
      )
    } catch {
      // This folder can't be watched; the regular checks find its changes.
    }
}

/**
 * Reads the folder once its files have settled, or at once if they need not settle, and again if it changed during the
 * reading. Returns its state.
 */
async function readSettled(mustSettle: boolean): Promise<string> {
  const deadline = performance.now() + patience
  let before: string | undefined
  let now = await look()
  for (;;) {
    while ((mustSettle && now !== before) || (await isPulling())) {
      if (performance.now() > deadline) break
      before = now
      await waitUntilQuiet()
      now = await look()
    }
    const content = await read()
    before = now
    now = await look()
    if (now === before || performance.now() > deadline) {
      tell(content)
      return now
    }
    mustSettle = true
  }
}

/** Waits until the last event is `settled` milliseconds old, or that long where no event came. */
async function waitUntilQuiet(): Promise<void> {
  const rest = changedAt + settled - performance.now()
  await wait(rest > 0 ? rest : settled)
}

/** Whether Git is changing the files: it holds a lock on its index until all of them are written. */
async function isPulling(): Promise<boolean> {
  if (!gitFolder) return false
  const { mtimeMs } = await stat(path.join(gitFolder, 'index.lock')).catch(() => ({ mtimeMs: 0 }))
  return Date.now() - mtimeMs < staleLock
}

async function read(): Promise<WorkerMessage> {
  const around = await readContent(folder, publicFolder, known, (pages) => tell({ type: 'pages', pages }))
  return { type: 'content', around, version: await digest(around) }
}

/** Returns a digest of all files and of Git's current commit. */
async function digest({ files, paths, settings, publicFiles }: ContentAround): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([...publicFiles]))
    .update(`\0${settings.digest}`)
  for (const file of files) hash.update(`\0${file}\0${known.get(file)?.digest ?? ''}`)
  for (const { file, digest } of paths) hash.update(`\0${file}\0${digest}`)
  for (const file of ['moved.yaml', 'links.json', historyFile])
    hash.update('\0').update(await readFile(path.join(folder, file)).catch(() => ''))
  return hash
    .update(await askGit('HEAD'))
    .digest('base64url')
    .slice(0, 16)
}

/** Returns the output of `git rev-parse` in the folder; empty without Git. */
function askGit(question: string): Promise<string> {
  return new Promise((resolve) =>
    execFile('git', ['rev-parse', question], { cwd: folder }, (_error, answer) => resolve(answer.trim())),
  )
}

/** Returns the state of the files without reading them: change time, size and inode. */
async function look(): Promise<string> {
  const files = [
    ...(await listSources(folder)).map((file) => path.join(folder, file)),
    ...listFigures(folder).values(),
    // Both change with the current commit, which dates pages.
    ...(gitFolder ? [path.join(gitFolder, 'HEAD'), path.join(gitFolder, 'logs/HEAD')] : []),
    ...[...(await listPublicFiles(publicFolder))].map((file) => path.join(publicFolder, file)),
  ]
  // Synchronous, as this thread has nothing else to do: a promise for each of 2,000 files takes five times as long.
  const lines = files.map((file) => {
    // `ctime`, not `mtime`: it also changes when a file becomes readable.
    const { ctimeMs, size, ino } = tryStat(file) ?? { ctimeMs: 0, size: 0, ino: 0 }
    return `${file}\t${ctimeMs}\t${size}\t${ino}`
  })
  return lines.join('\n')
}
