import { UserFacingError } from '../lib/env'

/** A version in CHANGELOG.md. */
export interface Release {
  version: string
  /** Such as 2026-11-29; null if it is not released yet. */
  date: string | null
  /** The section below its heading, as Markdown. */
  notes: string
}

const heading = /^## (\d+\.\d+\.\d+(?:-[\w.]+)?) - (unreleased|\d{4}-\d{2}-\d{2})$/

/**
 * Parses all versions of a changelog, in the order of the file. Throws a UserFacingError for a heading without a
 * version.
 */
export function readChangelog(text: string): Release[] {
  const releases: Release[] = []
  let inCode = false
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('```')) inCode = !inCode
    if (!inCode && line.startsWith('## ')) {
      const [, version, date = ''] = heading.exec(line) ?? []
      if (!version)
        throw new UserFacingError(
          `CHANGELOG.md:${index + 1}: "${line}" names no version. Write "## 1.2.3 - 2026-12-31", or "unreleased" for the date.`,
        )
      releases.push({ version, date: date === 'unreleased' ? null : date, notes: '' })
    } else {
      const release = releases.at(-1)
      if (release) release.notes += `${line}\n`
    }
  }
  return releases.map((release) => ({ ...release, notes: release.notes.trim() }))
}

/**
 * Returns the release notes of a tag. Makes links to files of the repository absolute with `repository`, the address of
 * its files at that tag. Throws a UserFacingError if tag, package.json and changelog disagree.
 */
export function findReleaseNotes(
  changelog: string,
  { tag, version, repository }: { tag: string; version: string; repository?: string },
): string {
  if (tag !== `v${version}`)
    throw new UserFacingError(
      `The tag "${tag}" is not that of version ${version} in package.json, which is v${version}. Delete the tag, set the version, and tag that commit.`,
    )
  const release = readChangelog(changelog).find((each) => each.version === version)
  if (!release)
    throw new UserFacingError(
      `CHANGELOG.md has no section for ${version}. Add "## ${version} - <date>" with what changed.`,
    )
  if (!release.date)
    throw new UserFacingError(
      `CHANGELOG.md still calls ${version} unreleased. Write the day of the release into its heading.`,
    )
  if (!release.notes)
    throw new UserFacingError(
      `CHANGELOG.md says nothing about ${version}. Describe what changed for readers, editors and operators.`,
    )
  if (!repository) return release.notes
  return release.notes.replace(/\]\((?![a-z][a-z0-9+.-]*:|[/#)\s])/g, `](${repository}/`)
}
