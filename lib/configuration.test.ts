import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { variableNames } from './env'

/** Returns the variables in the first column of a file's tables. */
const listVariables = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) =>
      [...(/^\|([^|]*)\|/.exec(line)?.[1]?.matchAll(/`([A-Z][A-Z_]+)`/g) ?? [])].map(([, name]) => name),
    )

it('docs/configuration.md lists exactly the variables that lib/env.ts reads', () => {
  expect(listVariables('docs/configuration.md').sort()).toEqual([...variableNames].sort())
})

it('every variable reaches the container', () => {
  const image = [...readFileSync('Dockerfile', 'utf8').matchAll(/([A-Z][A-Z_]+)=/g)].map(([, name]) => name)
  const composed = [...readFileSync('compose.yaml', 'utf8').matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name)
  expect(variableNames.filter((name) => ![...image, ...composed].includes(name))).toEqual([])
})

it('the README lists only variables that lib/env.ts reads', () => {
  const named = listVariables('README.md')
  expect(named).toContain('BASE_URL')
  for (const name of named) expect(variableNames).toContain(name)
})
