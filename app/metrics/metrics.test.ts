import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { GET } from './route'

const token = 'a-token-of-this-test'
const ask = (authorization?: string) =>
  GET(new Request('http://localhost:3000/metrics', { headers: authorization ? { authorization } : {} }))
const dashboardFile = 'docs/monitoring/dashboard.json'
const rulesFile = 'docs/monitoring/alerts.yaml'

beforeAll(() => {
  vi.stubEnv('DATA_DIR', '.')
  vi.stubEnv('BASE_URL', '')
})
afterAll(() => void vi.unstubAllEnvs())

describe('/metrics', () => {
  it('answers 404 without a token', async () => {
    vi.stubEnv('METRICS_TOKEN', '')
    for (const given of [undefined, 'Bearer ', 'Bearer undefined']) expect((await ask(given)).status).toBe(404)
  })

  it('answers only with the token, uncached', async () => {
    vi.stubEnv('METRICS_TOKEN', token)
    for (const given of [
      undefined,
      token,
      `Bearer ${token} `.slice(0, -2),
      `Bearer ${token}x`,
      `Basic ${token}`,
      'Bearer',
    ]) {
      const refused = await ask(given)
      expect([refused.status, refused.headers.get('www-authenticate'), refused.headers.get('cache-control')]).toEqual([
        401,
        'Bearer',
        'no-store',
      ])
      expect(await refused.text()).not.toMatch(/lectern_|# HELP/)
    }
    const response = await ask(`Bearer ${token}`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    expect(text).toMatch(/^lectern_build_info\{version="[\d.]+",node="[\d.]+",provider="(sqlite|postgresql)"\} 1$/m)
    expect(text).toMatch(/^lectern_data_folder_free_bytes \d+/m)
    expect(text).toMatch(/^lectern_data_folder_size_bytes [1-9]\d+/m)
    expect(/^lectern_database_disk_free_bytes [1-9]\d+/m.test(text)).toBe(text.includes('provider="sqlite"'))
  })

  it('uses names that follow Prometheus’s conventions', async () => {
    const types = [...(await (await ask(`Bearer ${token}`)).text()).matchAll(/^# TYPE (lectern_\S+) (\w+)$/gm)].map(
      ([, name = '', type]) => ({ name, type }),
    )
    expect(types.length).toBeGreaterThan(12)
    for (const { name, type } of types) {
      expect(name).toMatch(/^lectern_[a-z]+(_[a-z]+)+$/)
      expect(name.endsWith('_total'), name).toBe(type === 'counter')
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    }
  })
})

/** Returns the names of metrics in an expression: everything but labels, functions, keywords and numbers. */
function findMetrics(expression: string): string[] {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
  return [...bare.matchAll(/\b[a-z_][a-z0-9_:]*\b(?!\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !/^(and|or|unless|bool|offset|by|without|on|ignoring)$/.test(name))
}

const rules = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        rules: z
          .array(
            z.union([
              z.strictObject({ record: z.string().regex(/^lectern:[a-z0-9_:]+$/), expr: z.string().min(1) }),
              z.strictObject({
                alert: z.string().regex(/^Lectern[A-Z]\w+$/),
                expr: z.string().min(1),
                for: z
                  .string()
                  .regex(/^\d+[smh]$/)
                  .optional(),
                labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
                annotations: z.strictObject({
                  summary: z.string().min(10),
                  description: z.string().min(10),
                  runbook: z.string().min(10),
                }),
              }),
            ]),
          )
          .min(1),
      }),
    )
    .min(1),
})

describe('the dashboard and the alerts', () => {
  const file = rules.parse(parse(readFileSync(rulesFile, 'utf8')))
  const all = file.groups.flatMap((group) => group.rules)
  const dashboard = JSON.parse(readFileSync(dashboardFile, 'utf8')) as {
    templating: { list: { name: string; type: string }[] }
    panels: {
      title: string
      type: string
      datasource?: { uid: string }
      targets?: { expr: string; datasource?: { uid: string } }[]
    }[]
  }
  const drawn = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))

  it('have metric names that the test finds in expressions', () => {
    expect(findMetrics('sum by (route) (rate(lectern_a_total{status="5xx"}[5m])) / 2 > bool lectern_b and up')).toEqual(
      ['lectern_a_total', 'lectern_b', 'up'],
    )
  })

  it('use only exported metrics', async () => {
    vi.stubEnv('METRICS_TOKEN', token)
    const text = await (await ask(`Bearer ${token}`)).text()
    const exported = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    )
    // Prometheus creates the first one, and the probe exporter the readiness.
    const known = new Set(['up', 'probe_success', ...all.flatMap((rule) => ('record' in rule ? [rule.record] : []))])
    const named = [...drawn, ...all.map(({ expr }) => expr)].flatMap(findMetrics)
    expect(named.length).toBeGreaterThan(30)
    expect([...new Set(named)].filter((name) => !exported.has(name) && !known.has(name))).toEqual([])
  })

  it('read the data source from a variable', () => {
    expect(dashboard.templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource' }),
    )
    for (const panel of dashboard.panels)
      if (panel.type !== 'row') expect(panel.datasource?.uid, panel.title).toBe('${datasource}')
  })

  it('name each alert', () => {
    const names = all.flatMap((rule) => ('alert' in rule ? [rule.alert] : []))
    expect(new Set(names).size).toBe(names.length)
  })
})
