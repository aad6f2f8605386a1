/** Begins to count: gives what this process has computed since, in milliseconds. On a busy machine the clock says little of that. */
export function countCpu(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}
