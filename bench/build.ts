import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { listProcesses, readCpu, readMemory } from '../assurance/faults/process'
import { writeContent } from './generated'

// What building generated pages costs: CPU time and peak memory, all child processes counted.
// Run by hand: npx tsx bench/build.ts [numbers of pages]

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [168, 700, 5000]
const beside = '.cache/bench-build'

/** What the processes of a build have used so far: CPU time of each in seconds, as it was last seen, and memory in all, in MB. */
function measure(pid: number, cpu: Map<number, number>): number {
  let memory = 0
  try {
    for (const each of listProcesses(pid)) {
      cpu.set(each, readCpu(each))
      memory += readMemory(each)
    }
  } catch {
    // One of them has just ended.
  }
  return memory / 2 ** 20
}

interface Figures {
  cpu: number
  clock: number
  peak: number
  /** What Next says of its own. */
  steps: string[]
}

async function build(count: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'))
  try {
    await writeContent(folder, count)
    await mkdir('.cache', { recursive: true })
    await rm(beside, { recursive: true, force: true })
    const begun = performance.now()
    const cpu = new Map<number, number>()
    const env = {
      ...process.env,
      CONTENT_DIR: folder,
      NEXT_DIST_DIR: beside,
      BASE_URL: '',
      NEXT_TELEMETRY_DISABLED: '1',
    }
    const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/build-portal.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    const exited = once(child, 'exit')
    let peak = 0
    while (child.exitCode === null && child.signalCode === null) {
      peak = Math.max(peak, measure(child.pid!, cpu))
      await wait(100)
    }
    await exited
    if (child.exitCode !== 0) throw new Error(said)
    return {
      cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0),
      clock: (performance.now() - begun) / 1000,
      peak,
      steps: said.split('\n').filter((line) => line.startsWith('✓')),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(beside, { recursive: true, force: true })
  }
}

const figures: (Figures & { count: number })[] = []
for (const count of counts) {
  const { cpu, clock, peak, steps } = await build(count)
  figures.push({ count, cpu, clock, peak, steps })
  console.log(
    `${count} pages: ${cpu.toFixed(0)} s of CPU, ${clock.toFixed(0)} s on the clock, at most ${peak.toFixed(0)} MB; ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`,
  )
  for (const step of steps) console.log(`  ${step}`)
  const earlier = figures.at(-2)
  if (earlier)
    console.log(
      `from ${earlier.count} to ${count}: ${((1000 * (cpu - earlier.cpu)) / (count - earlier.count)).toFixed(0)} ms of CPU a page`,
    )
}
