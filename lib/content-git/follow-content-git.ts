import { existsSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { noteContentFault } from '../content'
import { getContentGitFolder } from '../content-source'
import { UserFacingError, type Env } from '../env'
import { getLog } from '../observing'
import { onceAProcess } from '../once-a-process'
import type { WorkerAnswer, WorkerInput } from './content-git-worker'

const following = onceAProcess('content git', (): { pull: (() => void) | null } => ({ pull: null }))

/** Pulls from `CONTENT_GIT` now; returns false if it is not set. Combines calls during a waiting pull into one. */
export function pullContent(): boolean {
  following.pull?.()
  return following.pull !== null
}

/**
 * Pulls `CONTENT_GIT` now, at each interval, and when `pullContent` is called. Returns once there is content; throws
 * a UserFacingError if there is none and none can be pulled. Logs later failures, and reports them in /readyz.
 */
export async function followContentGit({ contentGit, dataDir }: Pick<Env, 'contentGit' | 'dataDir'>): Promise<void> {
  if (!contentGit) return
  const home = getContentGitFolder(dataDir)
  const input: WorkerInput = { source: contentGit.source, home }
  const worker = new Worker(new URL('./content-git-worker.mjs', import.meta.url), { workerData: input })
  let asked = 0
  const pull = () => {
    // One pull is running and one is queued; the queued one will fetch everything pushed so far.
    if (asked >= 2) return
    asked++
    worker.postMessage('pull')
  }
  following.pull = pull
  const hasContent = existsSync(path.join(home, 'current'))
  const first = new Promise<void>((resolve, reject) => {
    let isFirst = true
    worker.on('message', (answer: WorkerAnswer) => {
      asked--
      const fault = 'fault' in answer ? answer.fault : null
      if (isFirst && fault && !hasContent) return reject(new UserFacingError(fault))
      isFirst = false
      if (fault) {
        const sentence = `${fault} The previous content is still served.`
        if (noteContentFault('git', sentence)) getLog().warn(sentence)
      } else {
        noteContentFault('git', null)
        if ('commit' in answer && answer.commit)
          getLog().info({ commit: answer.commit }, 'New content was pulled and checked.')
      }
      resolve()
    })
    worker.on('error', (error) => {
      following.pull = null
      const sentence = 'Content is no longer pulled, because the worker thread ended. Restart the portal.'
      noteContentFault('git', sentence)
      getLog().error({ err: error }, sentence)
      reject(error)
    })
  })
  pull()
  if (hasContent) first.catch(() => {})
  else await first
  worker.unref()
  if (contentGit.interval > 0) setInterval(pull, contentGit.interval * 1000).unref()
}
