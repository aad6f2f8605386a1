import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** Where tests write down what they reached, in every run anew. */
export const figuresFile = '.cache/reports/assurance.jsonl'

/** What a test reached, for `docs/assurance.md`: `report('F1', 'sqlite', '2,412 cases, 0 × 5xx')`. Of one row and label the last holds. */
export function report(row: string, label: string, figure: string): void {
  mkdirSync(path.dirname(figuresFile), { recursive: true })
  appendFileSync(figuresFile, `${JSON.stringify({ row, label, figure })}\n`)
}

/** Whether this is the long run. */
export const isLong = process.env.LONG === '1'
