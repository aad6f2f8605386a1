import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** The file in which each run records its results. */
export const figuresFile = '.cache/reports/assurance.jsonl'

/**
 * Records a result for the final table: `report('F1', 'sqlite', '2,412 cases, 0 × 5xx')`. A later one with the same row
 * and label replaces it.
 */
export function report(row: string, label: string, figure: string): void {
  mkdirSync(path.dirname(figuresFile), { recursive: true })
  appendFileSync(figuresFile, `${JSON.stringify({ row, label, figure })}\n`)
}

/** Whether this is the long run. */
export const isLong = process.env.LONG === '1'
