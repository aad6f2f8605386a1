import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { listPaths } from '../content'
import type { AddressChange, EditablePage } from './rewrite-addresses'

/** Rewrites a slug or an address in YAML; undefined to keep it. */
export type ReferenceRule = (value: string, key: 'topic' | 'needs' | 'tutorials') => string | undefined

const keys = new Set<string>(['topic', 'needs', 'tutorials'])

/** Rewrites the references in `needs` and in paths. Adds to the edited texts, and returns each change. */
export async function rewriteReferences(
  folder: string,
  pages: EditablePage[],
  texts: Map<string, string>,
  rule: ReferenceRule,
): Promise<AddressChange[]> {
  const changes: AddressChange[] = []
  const edit = (file: string, text: string, start: number, end: number) => {
    const yaml = rewriteYaml(text.slice(start, end), rule)
    if (yaml.changes.length === 0) return
    const before = text.slice(0, start).split('\n').length - 1
    texts.set(file, text.slice(0, start) + yaml.text + text.slice(end))
    changes.push(...yaml.changes.map((change) => ({ ...change, file, line: change.line + before })))
  }
  for (const page of pages) {
    const text = texts.get(page.file) ?? page.text
    const [, fence = '', head = ''] = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)^---[ \t]*\r?$/m.exec(text) ?? []
    edit(page.file, text, fence.length, fence.length + head.length)
  }
  for (const file of await listPaths(folder)) {
    const text = await readFile(path.join(folder, file), 'utf8')
    edit(file, text, 0, text.length)
  }
  return changes
}

function rewriteYaml(text: string, rule: ReferenceRule): { text: string; changes: Omit<AddressChange, 'file'>[] } {
  const counter = new LineCounter()
  const changes: (Omit<AddressChange, 'file'> & { start: number; end: number })[] = []
  visit(parseDocument(text, { lineCounter: counter }), {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !keys.has(String(key.value))) return
      for (const node of isSeq(value) ? value.items : [value]) {
        if (!isScalar(node) || typeof node.value !== 'string' || !node.range) continue
        const to = rule(node.value, key.value as Parameters<ReferenceRule>[1])
        if (to === undefined || to === node.value) continue
        const [start, end] = node.range
        const { line, col } = counter.linePos(start)
        changes.push({ start, end, line, column: col, from: node.value, to })
      }
    },
  })
  let result = text
  for (const { start, end, to } of changes.toSorted((a, b) => b.start - a.start)) {
    // Unquoted digits would become a number.
    const quote = /^["']/.exec(text.slice(start))?.[0] ?? (typeof parseDocument(to).toJS() === 'string' ? '' : '"')
    result = result.slice(0, start) + quote + to + quote + result.slice(end)
  }
  return { text: result, changes: changes.map(({ line, column, from, to }) => ({ line, column, from, to })) }
}
