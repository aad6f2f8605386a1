import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPortal, type Portal, type Topic } from '@/lib/content'
import { ResourceRow } from './resource-row'
import { TopicContent } from './topic-content'

const body = `Read about [the hook](https://example.org/hook "The hook") and [data](/data "Data").

- On [state](https://example.org/state "State: a component's memory") first.
- A pair: [reducers](https://example.org/reducers "Extracting state") and [context](https://example.org/passing-data-deeply).
- See <Resource href="https://example.org/talk" title="The talk">this</Resource>.
`

let folder: string
let portal: Portal
let topic: Topic

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-titles-'))
  await writeFile(
    path.join(folder, 'data.mdx'),
    `---\ntitle: Data\ncategory: page\nslug: data\nsortorder: "0300"\ntoc: true\nsidebartitle: Data\nmeta: Data.\n---\n${body}`,
  )
  portal = await loadPortal(folder)
  topic = portal.topics.get('data')!
})

afterAll(() => rm(folder, { recursive: true }))

const render = async () =>
  renderToStaticMarkup(await TopicContent({ topic, shelf: null, marks: null, linkStates: new Map() }))

describe('a tutorial with its own title', () => {
  it('keeps the words of its sentence on the page, without a tooltip', async () => {
    const html = await render()
    expect(html).toMatch(
      /On <a id="[^"]+" class="resource-link" href="[^"]+" rel="noopener noreferrer">state<\/a> first/,
    )
    expect(html).toContain('>this</a>')
    expect([...html.matchAll(/<a [^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes(' title='))).toEqual([])
  })

  it('shows the title in its controls, and on a line if several tutorials share an item', async () => {
    const html = await render()
    for (const title of ['State: a component&#x27;s memory', 'The talk', 'Extracting state', 'context'])
      for (const name of ['Done: ', 'Bookmark: ', 'More for ']) expect(html).toContain(`aria-label="${name}${title}"`)
    expect(html).toContain('<span class="part-title">Extracting state</span>')
    expect(html).not.toContain('aria-label="Done: state"')
  })

  it('shows the title in lists of resources', () => {
    const [resource] = topic.resources
    const row = renderToStaticMarkup(
      <ResourceRow resource={resource!} portal={portal} shelf={null} linkStates={new Map()} />,
    )
    expect(row).toContain('>State: a component&#x27;s memory</a>')
  })
})
