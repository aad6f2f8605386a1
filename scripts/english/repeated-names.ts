import path from 'node:path'

/** Names that a framework or module resolution demands, and their tests. */
const demanded = /^(route|page|layout|loading|error|not-found|default|template|index)(\.test)?\.tsx?$/

/** Returns the names that occur more than once among the files of one layer, each as "layer: name". */
export function findRepeatedNames(files: string[]): string[] {
  const names = files.map((file) => `${file.split(path.sep)[0]}: ${path.basename(file)}`)
  const seen = names.filter((name, index) => names.indexOf(name) < index && !demanded.test(name.split(': ')[1] ?? ''))
  return [...new Set(seen)].sort()
}
