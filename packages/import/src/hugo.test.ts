import { describe, expect, it } from 'vitest'
import { importPage } from './testing'

const config = "title = 'Looms'\ndefaultContentLanguage = 'en'\n[languages.en]\nlanguageName = 'English'\n"

describe('a page of Hugo about a function', () => {
  const pageOf = (fields: string) =>
    importPage(
      {
        'hugo.toml': config,
        'content/en/_index.md': '---\ntitle: Looms\n---\n',
        'content/en/warp.md': `---\ntitle: Warp\ndescription: Spans the warp.\n${fields}\n---\n\nIt spans.\n\n\`\`\`sh\nwarp\n\`\`\`\n`,
      },
      'warp.md',
    )

  it('begins with its signatures, what it returns and its other names, as its theme shows them', async () => {
    const { body, isLossy, notes } = await pageOf(
      "params:\n  functions_and_methods:\n    aliases: [span, wind]\n    returnType: '[]any'\n    signatures: ['warp LOOM, N', 'warp LOOM [`END`]']\naliases: [/old/warp]",
    )
    expect(body).toBe(
      '```text\nwarp LOOM, N\nwarp LOOM [`END`]\n```\n\nReturns: `[]any` · Aliases: `span`, `wind`\n\nIt spans.\n\n```sh\nwarp\n```',
    )
    expect(isLossy).toBe(false)
    expect(notes).not.toContain('code blocks')
  })

  it.each([
    [
      'action:\n  signatures: [warp LOOM]\n  returnType: string',
      '```text\nwarp LOOM\n```\n\nReturns: `string`\n\nIt spans.',
    ],
    ['signature: ["warp LOOM"]\naliases: [/old/warp]', '```text\nwarp LOOM\n```\n\nIt spans.'],
    ['params:\n  functions_and_methods:\n    signatures: []\n    returnType: string', 'It spans.'],
  ])('is read with the fields %j', async (fields, start) => {
    expect((await pageOf(fields)).body.startsWith(start)).toBe(true)
  })
})
