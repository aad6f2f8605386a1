import { describe, expect, it } from 'vitest'
import { importPage } from './testing'

const site: Record<string, string> = {
  '_config.yml': 'name: The looms\nrepository: https://code.example.org/loom\n',
  '_data/looms.yml':
    '- name: Warp\n  text: It is <em>long</em>.\n  uses:\n    - \'{{ "/a" | relative_url }}\'\n    - two\n- name: Weft\n  text: See <a href="/docs/loom/">it</a>.\n',
  '_data/options/build.yml': '- flag: -w\n- flag: -x\n',
  '_includes/table.html':
    '<table>\n  <tbody>\n  {% for each in include.rows -%}\n    <tr>\n      <td><code>{{ each.flag }}</code></td>\n\n    </tr>\n  {% endfor -%}\n  </tbody>\n</table>\n',
  '_includes/badge.html': '<span class="version-badge">{{ include.version }}!</span>\n',
  '_docs/loom.md': '---\ntitle: Loom\npermalink: /docs/loom/\n---\nWords.',
}
const show = (body: string) =>
  importPage(
    {
      ...site,
      '_docs/page.md': `---\ntitle: Page\ndescription: All.\nat: https://tag.example.org/\ntags: [one, two]\n---\nFirst.\n\n${body}\n\nLast.`,
    },
    'page.md',
  )

describe('a loop of Jekyll', () => {
  it.each([
    [
      'in a table of HTML',
      '<table>\n  <tbody>\n    {% for loom in site.data.looms %}\n    <tr>\n      <td><strong>{{ loom.name }}</strong> {{ loom.text }}</td>\n\n      <td>{% for use in loom.uses %}<code>{{ use }}</code> {% endfor %}</td>\n    </tr>\n    {% endfor %}\n  </tbody>\n</table>',
      '| | |\n| - | - |\n| **Warp** It is *long*. | `{{ "/a" | relative_url }}` `two` |\n| **Weft** See [it](/loom.html). | |',
    ],
    ['that an include has', '{% include table.html rows=site.data.options.build %}', '| |\n| - |\n| `-w` |\n| `-x` |'],
    [
      'with includes of its values',
      '<table>\n{% for loom in site.data.looms %}<tr><td>{{ loom.name }}{%- include badge.html version=loom.name -%}</td></tr>\n{% endfor %}</table>',
      '| |\n| - |\n| Warp Warp! |\n| Weft Weft! |',
    ],
    [
      'over a field of the page',
      '{% for tag in page.tags %}\n- [{{ tag }}]({{ page.at | append: tag }})\n{%- endfor %}',
      '- [one](https://tag.example.org/one)\n- [two](https://tag.example.org/two)',
    ],
    [
      'over what is assigned before',
      '{% assign sorted = site.data.looms | sort: "name" | reverse %}\n{% for loom in sorted %}\n- {{ loom.name }}: [code]({{ site.repository }}/{{ loom.name | downcase }})\n{%- endfor %}',
      '- Weft: [code](https://code.example.org/loom/weft)\n- Warp: [code](https://code.example.org/loom/warp)',
    ],
    [
      'over pages',
      '{% for doc in site.docs %}{% if doc.title == "Loom" %}- [{{ doc.title }}]({{ doc.url | relative_url }}){% endif %}{% endfor %}',
      '- [Loom](/loom.html)',
    ],
  ])('is run: %s', async (_name, body, wanted) => {
    const found = await show(body)
    expect(found.body.replaceAll('\\|', '|')).toBe(`First.\n\n${wanted}\n\nLast.`)
    expect(found.isLossy).toBe(false)
  })

  it.each([
    ['with a tag of a plugin', '{% for loom in site.data.looms %}\n{% weave loom %}\n{% endfor %}'],
    ['over nothing', '{% for loom in site.data.none %}\n- {{ loom }}\n{% endfor %}'],
  ])('stays as code and is reported: %s', async (_name, body) => {
    const { body: written, notes } = await show(body)
    expect(written).toBe(`First.\n\n\`\`\`text\n${body}\n\`\`\`\n\nLast.`)
    expect(notes).toContain('A loop ("{% for %}") has no meaning here and is kept as text (in line 9).')
  })

  it('is shown where it is raw', async () => {
    const { body } = await show('{% raw %}\n```liquid\n{% for a in site.data.looms %}\n{% endfor %}\n```\n{% endraw %}')
    expect(body).toContain('```html\n{% for a in site.data.looms %}\n{% endfor %}\n```')
  })
})

it('a post ends with its date and its author, and its description is more than a greeting', async () => {
  const { body, text } = await importPage(
    {
      ...site,
      '_posts/2024-01-02-first.markdown':
        '---\ntitle: First\nauthor: ada\n---\n\nHey! It is *out* now, at last.\n\nUse it.',
    },
    'first.markdown',
  )
  expect(body).toBe('Hey! It is *out* now, at last.\n\nUse it.\n\n*2024-01-02 · ada*')
  expect(text).toContain('meta: Hey! It is out now, at last.\n')
})
