import type { Root } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { deriveResourceId } from '../address'
import { annotateHeadings, annotateTopic, findResources } from './annotate'
import { parseBody } from './markdown'

/** The properties of a node that these tests check, of any type. */
interface Shape {
  type: string
  name?: string | null
  value?: string
  url?: string
  title?: string | null
  attributes?: { name: string; value: string }[]
  children?: Shape[]
  data?: { hName?: string; hProperties?: Record<string, unknown> }
}

function parse(source: string): Root {
  const { tree, problem } = parseBody(source)
  if (!tree) throw new Error(problem.message)
  return tree
}

/** Returns a page's tree as the MDX compiler provides it: an element alone in its paragraph is a block. */
function parseAsCompiler(source: string): Root {
  const tree = parse(source)
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    const [element] = paragraph.children
    if (paragraph.children.length !== 1 || element?.type !== 'mdxJsxTextElement' || !parent || index === undefined)
      return
    parent.children[index] = { ...element, type: 'mdxJsxFlowElement' } as MdxJsxFlowElement
  })
  return tree
}

const picture = '/figures/a.svg'
const narrow = { href: '/figures/a.narrow.svg', width: 350, height: 500 }
const pictures = {
  [picture]: { width: 640, height: 300 },
  '/figures/b.svg': { width: 640, height: 320, narrow },
}

async function annotate(source: string, tree = parse(source)): Promise<Shape> {
  annotateTopic(source, pictures)(tree)
  return tree as Shape
}

/** Prints a tree on one line with brackets, so that tests show its nesting at a glance. */
function outline({ type, name, value, url, title, attributes = [], children = [], data }: Shape): string {
  if (type === 'text') return value ?? ''
  const classes = [data?.hProperties?.className ?? []]
    .flat()
    .map((each) => `.${String(each)}`)
    .join('')
  const details = [
    ...attributes.map((each) => `${each.name}=${each.value}`),
    ...(url ? [url] : []),
    ...(title ? [`"${title}"`] : []),
  ]
  return `${name ?? data?.hName ?? type}${classes}${details.length ? ` ${details.join(' ')}` : ''}(${value ?? children.map(outline).join('|')})`
}

const show = async (source: string, tree?: Root) => (await annotate(source, tree)).children?.map(outline).join('\n')

function findAll(node: Shape, test: (node: Shape) => boolean): Shape[] {
  return [...(test(node) ? [node] : []), ...(node.children ?? []).flatMap((child) => findAll(child, test))]
}

const [one, two, three] = [
  'https://example.com/one',
  'https://example.com/two-pages',
  'https://example.com/three-pages',
] as const
const [idOne, idTwo, idThree] = [deriveResourceId(one), deriveResourceId(two), deriveResourceId(three)] as const

it('turns a task into a plain list item', async () => {
  const items = findAll(
    await annotate('- [ ] [a](https://example.org/a)\n- [x] b\n- c'),
    ({ type }) => type === 'listItem',
  )
  expect(items.map((item) => (item as { checked?: unknown }).checked)).toEqual([null, null, null])
})

describe('headings', () => {
  const source = '## When to use it\n\n### `rate()` & *more*\n\n## When to use it\n\n## When to use it\n\n## Über uns'
  const ids = ['when-to-use-it', 'rate--more', 'when-to-use-it-1', 'when-to-use-it-2', 'über-uns']

  it('each get an anchor, numbered if the words repeat', () => {
    const found = annotateHeadings(parse(source))
    expect(found.map(({ id }) => id)).toEqual(ids)
    expect(found[1]).toEqual({ depth: 3, text: 'rate() & more', id: 'rate--more' })
  })

  it('have the same anchors on the page and in the portal', async () => {
    const headings = findAll(await annotate(source), ({ type }) => type === 'heading')
    expect(headings.map(({ data }) => data?.hProperties?.id)).toEqual(ids)
  })

  it('of emoji or symbols alone get an anchor too', async () => {
    expect(annotateHeadings(parse('## 🎉\n\n## 👩‍💻\n\n## Section\n\n## →\n\n## 🎉 Party')).map(({ id }) => id)).toEqual([
      'section',
      'section-1',
      'section-2',
      'section-3',
      '-party',
    ])
    expect(await show('## 🎉')).toBe('heading(link #section(🎉))')
  })

  it('never use an id of the page around them', () => {
    expect(annotateHeadings(parse('## Contents\n\n## Main\n\n## Footnote label')).map(({ id }) => id)).toEqual([
      'contents-1',
      'main-1',
      'footnote-label-1',
    ])
  })

  it('link to themselves on the page, unless they contain a link', async () => {
    expect(await show('## When *to* use it')).toBe('heading(link #when-to-use-it(When |emphasis(to)| use it))')
    expect(await show('## See [this](/that)')).toBe('heading(See |link /that(this))')
    expect(await show(`## <Resource href="${one}">This</Resource>`)).not.toContain('link #')
  })
})

describe('findResources', () => {
  const find = (source: string) => findResources(parse(source), source).map(({ id, text }) => [id, text])

  it('returns resources in order, each once, with the id of their address', () => {
    expect(
      find(`- [B](${two}#part)\n- [A](${one})\n- [B again](${two}/?utm_source=x)\n- see https://example.com/bare`),
    ).toEqual([
      [idTwo, 'B'],
      [idOne, 'A'],
    ])
  })

  it('keeps an explicit id', () => {
    expect(find(`- <Resource href="${one}" id="the-primer">A</Resource>`)).toEqual([['the-primer', 'A']])
  })
})

describe('a resource', () => {
  it('becomes a ResourceLink, and its item gets the controls', async () => {
    expect(await show(`- [A](${one}) is good, see [Grafana](https://grafana.com/).`)).toBe(
      'list.resources(listItem.resource(' +
        `paragraph.sentence(ResourceLink id=${idOne} href=${one}(A)| is good, see |link https://grafana.com/(Grafana)|.)|` +
        `ResourceControls id=${idOne}()))`,
    )
  })

  it('has its controls before the resources of a list below it, and after its other words', async () => {
    expect(await show(`- [A](${one})\n\n  Words.\n\n  - [B](${two})\n\n- [C](${three})\n\n  - words`)).toMatch(
      new RegExp(
        `${idOne}[^|]*\\(A\\)\\)\\|paragraph.sentence\\(Words.\\)\\|ResourceControls id=${idOne}\\(\\)\\|list.resources.*ResourceControls id=${idTwo}.*` +
          `list\\(listItem\\(paragraph\\(words\\)\\)\\)\\|ResourceControls id=${idThree}`,
      ),
    )
  })

  it('has controls with its name if its item has several', async () => {
    expect(await show(`- [A](${one}), [B](${two}) and [C](${three})`)).toBe(
      'list.resources(listItem.resource(' +
        `paragraph.sentence(ResourceLink id=${idOne} href=${one}(A)|, |ResourceLink id=${idTwo} href=${two}(B)| and |` +
        `ResourceLink id=${idThree} href=${three}(C))|` +
        `ResourceControls id=${idOne} named=true()|ResourceControls id=${idTwo} named=true()|ResourceControls id=${idThree} named=true()))`,
    )
  })

  it('keeps the formatting of its words', async () => {
    expect(await show(`- [*A* \`b\`](${one})`)).toContain(
      `ResourceLink id=${idOne} href=${one}(emphasis(A)| |inlineCode(b))`,
    )
  })

  it('has controls at its first link; later ones are plain', async () => {
    const tree = await annotate(`- [A](${one})\n- [A again](${one}/)`)
    expect(findAll(tree, ({ name }) => name === 'ResourceControls')).toHaveLength(1)
    expect(outline(tree)).toContain(`listItem(paragraph(link ${one}/(A again)))`)
  })

  it('gets classes on its own list and item only', async () => {
    expect(await show(`- Words\n  - [A](${one})\n- More\n\nText\n\n- [In](/monitoring)`)).toBe(
      'list(listItem(paragraph(Words)|list.resources(listItem.resource(' +
        `paragraph.sentence(ResourceLink id=${idOne} href=${one}(A))|ResourceControls id=${idOne}())))|` +
        'listItem(paragraph(More)))\nparagraph(Text)\nlist(listItem(paragraph(link /monitoring(In))))',
    )
  })

  it('in a table row has its controls in the first cell, and each cell names its column', async () => {
    const tree = await annotate(`| Week | Course |\n| - | - |\n| *1* | [A](${one}), 9 h |\n| 2 | [In](/monitoring) |`)
    expect(tree.children?.map(outline).join('\n')).toBe(
      'table.resources(tableRow(tableCell(Week)|tableCell(Course))|' +
        `tableRow.resource(tableCell(paragraph.sentence(emphasis(1))|ResourceControls id=${idOne}())|` +
        `tableCell(ResourceLink id=${idOne} href=${one}(A)|, 9 h))|` +
        'tableRow(tableCell(2)|tableCell(link /monitoring(In))))',
    )
    const cells = findAll(tree, ({ type }) => type === 'tableCell')
    expect(cells.map(({ data }) => data?.hProperties?.dataColumn)).toEqual([
      undefined,
      undefined,
      'Week',
      'Course',
      'Week',
      'Course',
    ])
  })

  it('has controls with its name if its table row has several, also in an empty first cell', async () => {
    expect(await show(`| | Course |\n| - | - |\n| | [A](${one}), [B](${two}) |`)).toContain(
      `tableRow.resource(tableCell(paragraph.sentence()|ResourceControls id=${idOne} named=true()|` +
        `ResourceControls id=${idTwo} named=true())|tableCell(ResourceLink`,
    )
  })

  it('is a task without its box', async () => {
    expect(await show(`- [ ] [A](${one})`)).toBe(await show(`- [A](${one})`))
  })

  it('on the page is the one that the portal lists', async () => {
    const source = `- [A](${one}), [B](${two}), [G](https://grafana.com)\n- <Mention href="${three}">C</Mention>\n\n| a |\n| - |\n| [D](https://example.com/d) |`
    const links = findAll(await annotate(source), ({ name }) => name === 'ResourceLink')
    expect(links.map(({ attributes }) => attributes?.[0]?.value)).toEqual(
      findResources(parse(source), source).map(({ id }) => id),
    )
  })
})

describe('<Resource>', () => {
  const alone =
    `list.resources(listItem.resource(paragraph.sentence(ResourceLink id=${idOne} href=${one}(A))|` +
    `ResourceControls id=${idOne}()))`

  it('makes a resource among other words', async () => {
    const found = await show(
      `- [G](https://grafana.com/) and <Resource href="https://helm.sh/" id="helm">Helm</Resource>.`,
    )
    expect(found).toContain('|ResourceLink id=helm href=https://helm.sh/(Helm)|')
    expect(found).toContain('ResourceControls id=helm named=true()')
  })

  it('makes a resource alone in its item', async () => {
    const source = `- <Resource href="${one}">A</Resource>`
    expect(await show(source)).toBe(alone)
    expect(await show(source, parseAsCompiler(source))).toBe(alone)
  })

  it('makes a resource of a block, in a paragraph', async () => {
    expect(await show(`- <Resource href="${one}">\n    A\n  </Resource>`)).toBe(alone)
  })

  it('outside lists gets its controls after its paragraph', async () => {
    for (const tree of [parse, parseAsCompiler]) {
      const alone = '<Resource href="https://example.org/a">A</Resource>'
      const shown = outline(await annotate(alone, tree(alone)))
      expect(shown).toContain('.resource')
      expect(shown.match(/ResourceControls/g)).toHaveLength(1)
    }
    const among = outline(await annotate('Begin with <Resource href="https://example.org/a">A</Resource>, slowly.'))
    expect(among.match(/ResourceControls/g)).toHaveLength(1)
    expect(among).toContain(', slowly.')
  })

  it('is a plain link if it repeats a resource', async () => {
    expect(await show(`- [A](${one})\n- <Resource href="${one}">Again</Resource>`)).toContain(
      `listItem(paragraph(link ${one}(Again)))`,
    )
  })
})

describe('<Mention>', () => {
  it('prevents a resource among other words', async () => {
    expect(await show(`- [A](${one}) by <Mention href="${two}">B</Mention>.`)).toBe(
      'list.resources(listItem.resource(' +
        `paragraph.sentence(ResourceLink id=${idOne} href=${one}(A)| by |link ${two}(B)|.)|ResourceControls id=${idOne}()))`,
    )
  })

  it('prevents a resource alone in its item', async () => {
    const source = `- <Mention href="${one}">A</Mention>`
    expect(await show(source)).toBe(`list(listItem(paragraph(link ${one}(A))))`)
    expect(await show(source, parseAsCompiler(source))).toBe(`list(listItem(paragraph(link ${one}(A))))`)
  })

  it('prevents a resource in a block, which gets a paragraph', async () => {
    expect(await show(`- <Mention href="${one}">\n    A\n  </Mention>`)).toBe(
      `list(listItem(paragraph(link ${one}(A))))`,
    )
  })
})

describe('elements that authors may not use', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an element of HTML', '<div onClick="alert(1)">words</div>'],
    ['a component of the page', '<ResourceControls id="x">words</ResourceControls>'],
    ['a fragment', '<>words</>'],
    ['one that holds an allowed one', '<div><Resource href="https://example.com/one">words</Resource></div>'],
  ])('are removed with their contents: %s', async (_what, element) => {
    expect(await show(`Before ${element} after.`)).toBe('paragraph(Before | after.)')
    expect(await show(`Before.\n\n${element}\n\nAfter.`)).not.toMatch(/words|alert|script|div|ResourceControls/)
    expect(await show(`Before.\n\n${element}\n\nAfter.`)).toMatch(/^paragraph\(Before\.\)[^]*paragraph\(After\.\)$/)
  })

  it('are removed as blocks, also several in a row', async () => {
    expect(await show('<div>\n  words\n</div>\n<div>\n  words\n</div>\n\nAfter.')).toBe('paragraph(After.)')
    expect(await show('A<i>words</i><b>words</b>z')).toBe('paragraph(A|z)')
  })

  it('are removed inside allowed ones', async () => {
    expect(await show(`- <Resource href="${one}">A<b>words</b></Resource>`)).not.toContain('words')
  })

  it('differ from allowed ones, which only lose unknown attributes', async () => {
    expect(await show(`<Mention href="${one}" onClick={steal()} {...all}>A</Mention>`)).toBe(
      `paragraph(link ${one}(A))`,
    )
  })
})

describe('pictures', () => {
  const properties = async (source: string) =>
    findAll(await annotate(source), ({ type }) => type === 'image').map(({ data }) => data?.hProperties)

  it('of the portal have a width and height', async () => {
    expect(await properties(`Before ![A](${picture}) after.`)).toEqual([
      { width: 640, height: 300, loading: 'lazy', decoding: 'async' },
    ])
  })

  it.each(['/figures/none.svg', '/figures/../figures/a.svg', '/constructor'])(
    'that are missing, or addressed in a roundabout way, have none: %s',
    async (address) => {
      expect(await properties(`![A](${address})`)).toEqual([{ loading: 'lazy', decoding: 'async' }])
    },
  )

  it('with a drawing for narrow screens show that there, each in its own size', async () => {
    expect(await show('![A](/figures/b.svg "How it works.")')).toBe(
      'figure(link.enlarge /figures/b.svg(picture(source()|image /figures/b.svg()))|figcaption(How it works.))',
    )
    const [source, image] = findAll(await annotate('![A](/figures/b.svg)'), ({ type }) => /source|image/.test(type))
    expect(source?.data?.hProperties).toEqual({
      media: '(max-width: 40rem)',
      srcSet: narrow.href,
      width: 350,
      height: 500,
    })
    expect(image?.data?.hProperties).toMatchObject({ width: 640, height: 320 })
    expect(await show('See ![A](/figures/b.svg).')).toBe('paragraph(See |image /figures/b.svg()|.)')
  })

  it.each([
    'https://example.com/a.png',
    'figures/prometheus-scraping.svg',
    '//example.com/a.png',
    'data:image/png;base64,AA==',
  ])('from other sites are replaced by their description: %s', async (address) => {
    expect(await show(`Before ![A](${address}) after.`)).toBe('paragraph(Before |A| after.)')
  })

  it('alone in a paragraph become figures with their title as caption', async () => {
    expect(await show(`![A](${picture} "How it works.")`)).toBe(
      `figure(link.enlarge ${picture}(image ${picture}())|figcaption(How it works.))`,
    )
    expect(await show(`![A](${picture})`)).toBe(`figure(link.enlarge ${picture}(image ${picture}()))`)
  })

  it('among words or in a link stay inline', async () => {
    expect(await show(`See ![A](${picture} "Title").`)).toBe(`paragraph(See |image ${picture} "Title"()|.)`)
    expect(await show(`[![A](${picture})](/monitoring)`)).toBe(`paragraph(link /monitoring(image ${picture}()))`)
  })
})
