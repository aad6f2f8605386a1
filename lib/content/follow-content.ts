import { Worker } from 'node:worker_threads'
import { UserFacingError } from '../env'
import { runInSlices } from '../run-in-slices'
import type { WorkerData, WorkerMessage } from './content-worker'
import { announcePortal, getContentFolder, noteContentFault, replacePortal } from './current'
import { assembleInSteps, getPublicFolder } from './load'
import type { Portal } from './portal'
import type { Page } from './files/read-page'
import type { PathFile } from './files/read-path'
import type { SettingsFile } from './files/read-settings'

/** The delay before a crashed thread is replaced, in milliseconds. */
const pause = 5000

/**
 * Reads the content folder in a worker thread and replaces the portal now and at each change. Returns the first portal;
 * throws a UserFacingError if the folder can't be read. Reports later errors and keeps the last portal. With
 * `isChecked`, the portal lists all problems for editors, otherwise only those that hide a page.
 */
export function followContent(report: (error: unknown) => void, isChecked: boolean): Promise<Portal> {
  const pages = new Map<string, Page>()
  let paths: PathFile[] = []
  let settings: SettingsFile | undefined
  const first = new Promise<Portal>((resolve, reject) => {
    let isRead = false
    let assembling = Promise.resolve()
    const fail = (error: unknown) => (isRead ? report(error) : reject(error as Error))
    const failToRead = (message: string) => {
      const error = new UserFacingError(message)
      if (!isRead) return reject(error)
      if (noteContentFault('folder', message)) report(error)
    }
    const start = () => {
      const workerData: WorkerData = { folder: getContentFolder(), publicFolder: getPublicFolder() }
      const worker = new Worker(new URL('./content-worker.mjs', import.meta.url), { workerData })
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'error') return failToRead(message.sentence)
        if (message.type === 'unchanged') return void noteContentFault('folder', null)
        if (message.type === 'pages')
          return message.pages.forEach((page) => pages.set(page.file, withFormer(page, pages)))
        const { around, version } = message
        const files = new Set(around.files)
        for (const file of pages.keys()) if (!files.has(file)) pages.delete(file)
        paths = around.paths.map((path) => keepFormer(path, paths))
        const read = around.files.flatMap((file) => pages.get(file) ?? [])
        settings = keepFormerSettings(around.settings, settings)
        const kept = { ...around, paths, settings }
        // In order, and in slices, so that a long assembly does not delay responses.
        assembling = assembling
          .then(async () => {
            const portal = await runInSlices(assembleInSteps(read, kept, isChecked))
            replacePortal(portal, version)
            noteContentFault('folder', null)
            isRead = true
            resolve(portal)
            // From now on, the thread does not keep the process alive.
            worker.unref()
          })
          .catch(fail)
      })
      worker.on('error', (error) => {
        fail(error)
        if (isRead) setTimeout(start, pause).unref()
      })
    }
    start()
  })
  announcePortal(first)
  return first
}

const isReadable = ({ frontMatter, source }: Page) => frontMatter !== null && source !== null

/** Returns a page, or its former version if it can no longer be shown, with the new problems. */
function withFormer(page: Page, pages: ReadonlyMap<string, Page>): Page {
  const former = pages.get(page.file)
  return former && isReadable(former) && !isReadable(page)
    ? { ...former, isFormer: true, problems: page.problems }
    : page
}

/** Returns a path, or its former version if it can no longer be read, with the new problems. */
function keepFormer(path: PathFile, paths: PathFile[]): PathFile {
  const former = paths.find(({ file }) => file === path.file)
  return former?.fields && !path.fields ? { ...former, isFormer: true, problems: path.problems } : path
}

/** The same for `portal.yaml`. */
function keepFormerSettings(read: SettingsFile, former: SettingsFile | undefined): SettingsFile {
  return former && !read.isSound ? { ...read, settings: former.settings } : read
}
