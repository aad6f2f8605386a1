import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findReleaseNotes, readChangelog } from './changelog'

const changelog = `# Changelog

What changed.

## 1.3.0 - unreleased

### Added

- Something.

## 1.2.0 - 2026-12-31

### Upgrading

- Read [the guide](docs/operating.md#backups), [RFC 9110](https://example.org/a) and [below](#added).

\`\`\`
## no heading
\`\`\`

## 1.1.0-rc.1 - 2026-12-01

## 1.0.0 - 2026-11-30

First.
`
const find = (tag: string, version = tag.slice(1), repository?: string) =>
  findReleaseNotes(changelog, { tag, version, repository })

describe('a changelog', () => {
  it('is parsed version by version', () => {
    expect(readChangelog(changelog).map(({ version, date }) => [version, date])).toEqual([
      ['1.3.0', null],
      ['1.2.0', '2026-12-31'],
      ['1.1.0-rc.1', '2026-12-01'],
      ['1.0.0', '2026-11-30'],
    ])
    expect(readChangelog(changelog.replaceAll('\n', '\r\n')).at(-1)).toEqual({
      version: '1.0.0',
      date: '2026-11-30',
      notes: 'First.',
    })
    expect(readChangelog('# Changelog\n')).toEqual([])
  })

  it.each([
    '## 1.2',
    '## 1.2.0',
    '## 1.2.0 – 2026-12-31',
    '## [1.2.0] - 2026-12-31',
    '## Unreleased',
    '## 1.2.0 - soon',
  ])('is refused with the line of a heading such as "%s"', (line) => {
    expect(() => readChangelog(`# Changelog\n\n${line}\n`)).toThrow(`CHANGELOG.md:3: "${line}" names no version.`)
  })
})

describe('release notes', () => {
  it('are the section of the tag, with code unchanged', () => {
    expect(find('v1.0.0')).toBe('First.')
    expect(find('v1.2.0')).toMatch(/^### Upgrading\n[^]*\n```\n## no heading\n```$/)
  })

  it('have links to the files of the tag, and other links unchanged', () => {
    expect(find('v1.2.0', '1.2.0', 'https://example.org/lectern/blob/v1.2.0')).toContain(
      '[the guide](https://example.org/lectern/blob/v1.2.0/docs/operating.md#backups), [RFC 9110](https://example.org/a) and [below](#added)',
    )
  })

  it.each([
    [
      'another version than package.json’s',
      'v1.2.0',
      '1.0.0',
      'is not that of version 1.0.0 in package.json, which is v1.0.0.',
    ],
    ['no version', 'release', '1.0.0', 'The tag "release" is not that of version 1.0.0'],
    ['a version without a section', 'v2.0.0', '2.0.0', 'CHANGELOG.md has no section for 2.0.0.'],
    ['a version that is not released', 'v1.3.0', '1.3.0', 'CHANGELOG.md still calls 1.3.0 unreleased.'],
    ['a version of which nothing is said', 'v1.1.0-rc.1', '1.1.0-rc.1', 'CHANGELOG.md says nothing about 1.1.0-rc.1.'],
  ])('are refused for a tag of %s', (_, tag, version, message) => {
    expect(() => find(tag, version)).toThrow(message)
  })

  it('print one sentence and exit with 1 if there are none', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/release-notes.ts', 'v999.0.0'],
      { encoding: 'utf8' },
    )
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^The tag "v999\.0\.0" is not that of version [^\n]+\.\n$/)
  })
})

describe('CHANGELOG.md', () => {
  const releases = readChangelog(readFileSync('CHANGELOG.md', 'utf8'))
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

  it('has a section for the version of package.json', () => {
    expect(releases.map((each) => each.version)).toContain(version)
  })

  it('has the newest version first, which alone may be unreleased', () => {
    const numbers = releases.map((each) => each.version)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })))
    expect(releases.slice(1).filter(({ date }) => date === null || Number.isNaN(Date.parse(date)))).toEqual([])
  })

  it('uses the headings of docs/releasing.md', () => {
    const headings = releases.flatMap(({ notes }) => [...notes.matchAll(/^### (.+)$/gm)].map(([, name]) => name))
    expect(
      headings.filter(
        (name) => !['Upgrading', 'Added', 'Changed', 'Removed', 'Fixed', 'Security'].includes(name ?? ''),
      ),
    ).toEqual([])
    expect(releases.filter(({ notes }) => !notes)).toEqual([])
  })
})
