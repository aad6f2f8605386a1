import { readFileSync } from 'node:fs'
import { findReleaseNotes } from './changelog'
import { run } from './run'

// npx tsx scripts/release-notes.ts v1.2.3: prints the notes of that release (docs/releasing.md).
await run(async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const tag = process.argv[2] ?? `v${version}`
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env
  const repository =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${tag}` : undefined
  console.log(findReleaseNotes(readFileSync('CHANGELOG.md', 'utf8'), { tag, version, repository }))
}, 'The release notes could not be made')
