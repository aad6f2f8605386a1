/** The languages whose blocks can be run as they stand, by the names an author may write. */
export const runnableLanguages = ['python', 'py', 'js', 'javascript', 'bash', 'sh', 'shell', 'sql', 'console'] as const

/** The words after the language of a block of code, as in ` ```python title="app.py" run `. */
export interface CodeInfo {
  /** The file's name, shown above the code. */
  title?: string
  /** Whether the block is tested: run unchanged, it must print what the page says. Readers see no difference. */
  isRun: boolean
  /** All other words, which have no meaning. */
  unknown: string[]
}

const part = /[\w-]+="[^"]*"|\S+/g

/** Reads what follows the language of a block of code. */
export function readCodeInfo(written: string | null | undefined): CodeInfo {
  const info: CodeInfo = { isRun: false, unknown: [] }
  for (const [word] of (written ?? '').matchAll(part)) {
    const [, title] = /^title="([^"]+)"$/.exec(word) ?? []
    if (title !== undefined) info.title = title
    else if (word === 'run') info.isRun = true
    else info.unknown.push(word)
  }
  return info
}

/** Removes the word `run`, which means nothing to readers. */
export function dropRun(written: string | null | undefined): string | null {
  const parts: string[] = (written ?? '').match(part) ?? []
  return parts.includes('run') ? parts.filter((word) => word !== 'run').join(' ') || null : (written ?? null)
}
