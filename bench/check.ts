import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadPortal } from '../lib/content'
import { writeContent } from './generated'

// Measures checking a thousand pages: CPU time of all threads, and memory.
// npx tsx bench/check.ts [number of pages]

const count = Number(process.argv[2] ?? 1000)
const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'))

try {
  const bytes = await writeContent(folder, count)
  const before = process.cpuUsage()
  const begun = performance.now()
  const portal = await loadPortal(folder)
  const { user, system } = process.cpuUsage(before)
  console.log(
    `${portal.topics.size} pages of ${(bytes / count / 1024).toFixed(1)} KB, ${portal.resources.size} resources, ${portal.problems.length} problems`,
  )
  console.log(
    `${((user + system) / 1e6).toFixed(2)} s of CPU, ${((performance.now() - begun) / 1000).toFixed(2)} s on the clock, ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`,
  )
} finally {
  await rm(folder, { recursive: true })
}
