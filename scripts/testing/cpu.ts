/**
 * Returns a function that returns this process's CPU time since, in milliseconds. Wall-clock time means little on a
 * busy machine.
 */
export function countCpu(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}
