import { readFileSync } from 'node:fs'

/** The same on all Linux machines that run Node. */
const ticksPerSecond = 100

/** Returns a process and all of its descendants. */
export function listProcesses(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return [pid, ...children.map(Number).flatMap(listProcesses)]
}

/** Returns the memory of a process in bytes. */
export const readMemory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024

/** Returns the CPU time of a process in seconds, without its children. */
export function readCpu(pid: number): number {
  const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) / ticksPerSecond
}
