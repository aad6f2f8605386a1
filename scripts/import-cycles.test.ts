import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

// In an import cycle, the result depends on which module is loaded first. The linter's rule for this would parse every
// file again, a quarter of its time.

type Read = (file: string) => string | undefined

const root = path.resolve(import.meta.dirname, '..')

function readSource(file: string): string | undefined {
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
}

/** Returns our modules that a file imports, without types. */
function listImports(file: string, source: string, read: Read): string[] {
  const { statements } = ts.createSourceFile(file, source, ts.ScriptTarget.Latest)
  const written = statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const { moduleSpecifier } = statement
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) && !isTypeOnly(statement)
      ? [moduleSpecifier.text]
      : []
  })
  const later = [...source.matchAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g)].map(([, text = '']) => text)
  return [...written, ...later].flatMap((text) => {
    if (!/^(\.|@\/)/.test(text)) return []
    const target = text.startsWith('@/') ? path.join(root, text.slice(2)) : path.resolve(path.dirname(file), text)
    const found = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']
      .map((end) => target + end)
      .find((each) => read(each) !== undefined)
    return found ? [found] : []
  })
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (!clause) return false
  const named = clause.namedBindings
  return (
    clause.isTypeOnly ||
    (!clause.name &&
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.length > 0 &&
      named.elements.every((each) => each.isTypeOnly))
  )
}

/** Returns the first cycle that these files lead to, ending with its first file; null without one. */
function findCycle(files: string[], read: Read): string[] | null {
  const isDone = new Set<string>()
  const onTheWay: string[] = []
  const visit = (file: string): string[] | null => {
    if (isDone.has(file)) return null
    if (onTheWay.includes(file)) return [...onTheWay.slice(onTheWay.indexOf(file)), file]
    onTheWay.push(file)
    for (const next of listImports(file, read(file) ?? '', read)) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    onTheWay.pop()
    isDone.add(file)
    return null
  }
  for (const file of files) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return null
}

describe('imports', () => {
  it('form no cycles', () => {
    const ignored = ['node_modules', '.next', '.cache', 'data', 'prisma/*/client', 'playwright-report', 'test-results']
    const files = ts.sys.readDirectory(root, ['.ts', '.tsx', '.mjs'], ignored)
    expect(files.length).toBeGreaterThan(500)
    const cycle = findCycle(files, readSource)
    expect(cycle?.map((file) => path.relative(root, file)) ?? null).toBeNull()
  }, 60_000)

  it.each([
    [`import { b } from './b'`, `import { a } from '@/lib/a'`],
    [`export * from './b'`, `import './a'`],
    [`const b = await import('./b')`, `import { type A, a } from './a'`],
    [`import { c } from './c'`, ``, `import a from '../lib/a'`],
    [`import { a } from './a'`],
  ])('that form a cycle are found: %s, %s', (...sources) => {
    expect(findIn(sources)).not.toBeNull()
  })

  it.each([
    [`import { b } from './b'`, `import type { A } from './a'`],
    [`import { b } from './b'`, `import { type A } from './a'`],
    [`export type { B } from './b'`, `import { a } from './a'`],
    [`import { b } from './b'\nimport { c } from './c'`, `import { c } from './c'`, `import fs from 'node:fs'`],
  ])('without a cycle are accepted: %s, %s', (...sources) => {
    expect(findIn(sources)).toBeNull()
  })

  /** Searches files a, b and c of lib. */
  function findIn(sources: string[]): string[] | null {
    const files = new Map(sources.map((source, index) => [path.join(root, 'lib', `${'abc'[index]}.ts`), source]))
    return findCycle([...files.keys()], (file) => files.get(file))
  }
})
