import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'

// Runs Lighthouse five times per page with its default settings (a slow phone), and prints medians and findings.
// Downloads Lighthouse first. npx tsx bench/lighthouse.ts http://localhost:3000 [paths]

const [base = 'http://localhost:3000', ...given] = process.argv.slice(2)
const paths = given.length ? given : ['/', '/devops', '/prometheus', '/django']
const runs = 5

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string; numericValue?: number }>
}

const folder = mkdtempSync(path.join(tmpdir(), 'lectern-lighthouse-'))
const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH ?? chromium.executablePath() }

function run(address: string): Report {
  const file = path.join(folder, 'report.json')
  execFileSync(
    'npx',
    [
      '--yes',
      'lighthouse@13.5.0',
      address,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      '--chrome-flags=--headless --no-sandbox',
    ],
    { env, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN

try {
  console.log(`${availableParallelism()} cores, medians of ${runs} runs`)
  for (const address of paths) {
    const reports = Array.from({ length: runs }, () => run(base + address))
    const scores = Object.keys(reports[0]!.categories).map(
      (name) => `${name} ${(100 * median(reports.map(({ categories }) => categories[name]?.score ?? 0))).toFixed(0)}`,
    )
    const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'].map(
      (id) => `${id} ${median(reports.map(({ audits }) => audits[id]?.numericValue ?? NaN)).toFixed(0)} ms`,
    )
    const { categories, audits } = reports.at(-1)!
    const faults = Object.entries(categories).flatMap(([name, { auditRefs }]) =>
      name === 'performance'
        ? []
        : auditRefs
            .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
            .map(({ id }) => `${name}: ${audits[id]?.title}`),
    )
    console.log(`${address}: ${scores.join(', ')}; ${times.join(', ')}; load ${loadavg()[0]!.toFixed(1)}`)
    for (const fault of faults) console.log(`  ${fault}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
