import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { listProcesses, readMemory } from '../assurance/faults/process'
import { writeContent } from './generated'

// What building generated pages costs: CPU time and peak memory, all child processes counted.
// Run by hand: npx tsx bench/build.ts [numbers of pages]

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [168, 700, 5000]
const beside = '.cache/bench-build'
const ticks = 100

/** The CPU time of all children that have ended and been waited for, with theirs, in seconds. */
async function readChildrenCpu(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /, '').split(' ')
  return (Number(fields[13]) + Number(fields[14])) / ticks
}

/** The memory of processes as it is shared out among them, in MB; one that has just ended has none. */
async function readAllMemory(pid: number): Promise<number> {
  try {
    return listProcesses(pid).reduce((sum, each) => sum + readMemory(each), 0) / 2 ** 20
  } catch {
    return 0
  }
}

interface Figures {
  cpu: number
  clock: number
  peak: number
}

async function build(count: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'))
  try {
    await writeContent(folder, count)
    await mkdir('.cache', { recursive: true })
    await writeFile(`${beside}.tsconfig.json`, JSON.stringify({ extends: '../tsconfig.json' }))
    await rm(beside, { recursive: true, force: true })
    const [before, begun] = [await readChildrenCpu(), performance.now()]
    const env = { ...process.env, CONTENT_DIR: folder, NEXT_DIST_DIR: beside, BASE_URL: '', NEXT_TELEMETRY_DISABLED: '1' }
    const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/build-portal.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    const exited = once(child, 'exit')
    let peak = 0
    while (child.exitCode === null && child.signalCode === null) {
      peak = Math.max(peak, await readAllMemory(child.pid!))
      await wait(250)
    }
    await exited
    if (child.exitCode !== 0) throw new Error(said)
    return { cpu: (await readChildrenCpu()) - before, clock: (performance.now() - begun) / 1000, peak }
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(beside, { recursive: true, force: true })
  }
}

const figures: (Figures & { count: number })[] = []
for (const count of counts) {
  const { cpu, clock, peak } = await build(count)
  figures.push({ count, cpu, clock, peak })
  console.log(`${count} pages: ${cpu.toFixed(0)} s of CPU, ${clock.toFixed(0)} s on the clock, at most ${peak.toFixed(0)} MB; ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`)
  const earlier = figures.at(-2)
  if (earlier) console.log(`from ${earlier.count} to ${count}: ${((1000 * (cpu - earlier.cpu)) / (count - earlier.count)).toFixed(0)} ms of CPU a page`)
}
