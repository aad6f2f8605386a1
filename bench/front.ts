import { execFile } from 'node:child_process'
import { loadavg } from 'node:os'
import { promisify } from 'node:util'
import { listProcesses, readCpu } from '../assurance/faults/process'

// Measures the CPU time of a request in the portal's process, or in a proxy before it.
// npx tsx bench/front.ts <address> <process id of the server> [requests]

const [address = 'http://localhost:3000/prometheus', pid = '', count = '20000'] = process.argv.slice(2)

/** Returns the CPU time of the process and its children, in milliseconds. */
const readAllCpu = () => 1000 * listProcesses(Number(pid)).reduce((sum, each) => sum + readCpu(each), 0)

async function ask(requests: number): Promise<{ perSecond: number; bytes: number; failed: number }> {
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/autocannon',
    ['--json', '--no-progress', '-c', '8', '-a', String(requests), '-H', 'accept-encoding=br', address],
    { env, maxBuffer: 2 ** 26 },
  )
  const {
    requests: sent,
    throughput,
    non2xx,
    errors,
  } = JSON.parse(stdout) as {
    requests: { average: number }
    throughput: { total: number }
    non2xx: number
    errors: number
  }
  return { perSecond: sent.average, bytes: throughput.total / requests, failed: non2xx + errors }
}

await ask(Number(count) / 10)
const before = readAllCpu()
const { perSecond, bytes, failed } = await ask(Number(count))
console.log(
  `${address}: ${((readAllCpu() - before) / Number(count)).toFixed(3)} ms of CPU an answer of ${(bytes / 1000).toFixed(1)} kB, ${perSecond.toFixed(0)} a second, ${failed} failed; load ${loadavg()[0]!.toFixed(1)}`,
)
