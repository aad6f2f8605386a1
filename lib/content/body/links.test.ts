import { describe, expect, it } from 'vitest'
import { findOutsideLinks } from './links'
import { parseBody } from './markdown'

function find(source: string) {
  const { tree, problem } = parseBody(source)
  if (!tree) throw new Error(problem.message)
  return findOutsideLinks(tree, source)
}

/** Returns each link to another site with its classification, as "text: verdict". */
const judge = (source: string) => find(source).map(({ text, verdict }) => `${text}: ${verdict}`)

/** Returns the verdict on a link with that address and text, second in its list item. */
const judgeLater = (href: string, text = 'Later') =>
  find(`- [First](https://example.com/first) and [${text}](${href})`)[1]?.verdict

describe('a title', () => {
  it.each([
    ['double quotes', '[state](https://example.com/a "State: a component\'s memory")', "State: a component's memory"],
    ['single quotes', '[state](https://example.com/a \'The "state" hook\')', 'The "state" hook'],
    ['parentheses', '[state](https://example.com/a (State))', 'State'],
    ['escapes and entities', '[state](https://example.com/a "A \\"b\\" &amp; c")', 'A "b" & c'],
    ['several lines', '[state](https://example.com/a "State:\n  a memory")', 'State: a memory'],
    ['a definition', '[state][s]\n\n[s]: https://example.com/a "State"', 'State'],
    ['an attribute', '<Resource href="https://example.com/a" title="State">state</Resource>', 'State'],
  ])('is read from %s, and the words are kept', (_form, link, title) => {
    expect(find(`- On ${link}`)).toMatchObject([{ text: 'state', title }])
  })

  it.each([
    '[state](https://example.com/a)',
    '[state](https://example.com/a "")',
    '[state](https://example.com/a " ")',
    '<Resource href="https://example.com/a" title="">state</Resource>',
    '<Resource href="https://example.com/a" title={name}>state</Resource>',
  ])('is absent from %s', (link) => {
    expect(find(`- On ${link}`)[0]?.title).toBeUndefined()
  })
})

describe('a candidate', () => {
  it('is a link to another site in a list item, in any kind of list, tasks included', () => {
    expect(
      judge(
        '- [A](https://example.com/a)\n\n1. [B](http://example.com/b)\n\n- [ ] [C](https://example.com/c)\n- [x] Read [D](https://example.com/d)\n\n1. [X] [E](https://example.com/e)\n\n- > [F](https://example.com/f)',
      ),
    ).toEqual(['A: tutorial', 'B: tutorial', 'C: tutorial', 'D: tutorial', 'E: tutorial', 'F: tutorial'])
  })

  it('is not outside a list item or table row', () => {
    expect(
      judge(
        '[A](https://example.com/a-page)\n\n## [B](https://example.com/b-page)\n\n> [C](https://example.com/c-page)',
      ),
    ).toEqual(['A: mention', 'B: mention', 'C: mention'])
  })

  it('is a link to another site in a table row, in any column', () => {
    const rows =
      '| Week | Course | Text |\n| - | - | - |\n| [A](https://example.com/a) | x | [B](https://example.com/b) |\n| 2 | **[C](https://example.com/c)** | [D](https://example.com/d-page) |\n| 3 | https://example.com/e-page | [F](/inside) |'
    expect(judge(rows)).toEqual([
      'A: tutorial',
      'B: mention',
      'C: tutorial',
      'D: tutorial',
      'https://example.com/e-page: mention',
    ])
    expect(find(rows).map(({ item, clause }) => [item?.type, clause])).toContainEqual([
      'tableRow',
      'first in its table row',
    ])
  })

  it('is not in the headings of a table, also of one within a list item', () => {
    const table = '| [A](https://example.com/a-page) | x |\n| - | - |\n| [B](https://example.com/b) | y |'
    expect(judge(table)).toEqual(['A: mention', 'B: tutorial'])
    expect(judge(`- [C](https://example.com/c)\n\n  ${table.replaceAll('\n', '\n  ')}`)).toEqual([
      'C: tutorial',
      'A: mention',
      'B: tutorial',
    ])
  })

  it('has the whole row around it', () => {
    const [one, other] = find(
      '| Course | Length | Text |\n| - | - | - |\n| The [A](https://example.com/a) course | | *9* weeks |\n| B | 2 | [C](https://example.com/c) |',
    )
    expect(one?.around).toEqual({ before: 'The ', after: ' course · 9 weeks' })
    expect(other?.around).toEqual({ before: 'B · 2 · ', after: '' })
  })

  it('is not a link within the portal or without http', () => {
    expect(
      judge(
        '- [A](/monitoring.html), [B](#part), [C](monitoring), [D](mailto:a@example.com), [E](javascript:alert), [F](//example.com/a-b)',
      ),
    ).toEqual([])
  })

  it('is not a link with an invalid address', () => {
    expect(judge('- [A](https://example.com:99999/a), [B](https://%00/b)')).toEqual([])
  })

  it('is not a bare address, so that the next link is first', () => {
    expect(
      judge(
        '- https://example.com/a-b, www.example.com/c-d or (https://example.com/e-f), then [G](https://example.com/g)',
      ),
    ).toEqual([
      'https://example.com/a-b: mention',
      'www.example.com/c-d: mention',
      'https://example.com/e-f: mention',
      'G: tutorial',
    ])
  })

  it('is not a picture, with or without a description', () => {
    expect(judge('- ![](https://example.com/a.png)')).toEqual([])
    expect(judge('- [![](/a.png)](https://example.com/a)')).toEqual([': mention'])
    expect(judge('- [![The project](/a.png)](https://example.com/a), see [B](https://example.com/b)')).toEqual([
      'The project: mention',
      'B: tutorial',
    ])
    expect(judge('- [![The project](/a.png) Handbook](https://example.com/a)')).toEqual([
      expect.stringMatching(/Handbook: tutorial$/),
    ])
  })

  it('may be anywhere in its item', () => {
    expect(
      judge(
        '- This primer on [A](https://example.com/a) is short.\n- Long.\n\n  Second paragraph, [B](https://example.com/b).\n- **[C](https://example.com/c)**',
      ),
    ).toEqual(['A: tutorial', 'B: tutorial', 'C: tutorial'])
  })

  it('counts only in its innermost item', () => {
    const source =
      '- [Outer](https://example.com/outer)\n  - [Inner](https://example.com/inner)\n  - [Other](https://example.com/other)\n- Words\n  - [Only](https://example.com/only)'
    expect(judge(source)).toEqual(['Outer: tutorial', 'Inner: tutorial', 'Other: tutorial', 'Only: tutorial'])
    expect(new Set(find(source).map(({ item }) => item)).size).toBe(4)
  })

  it('may refer to a definition', () => {
    expect(
      find(
        '- [A][one], [Later][], [C]\n\n[one]: https://example.com/one\n[later]: https://example.com/a-later-page\n[c]: /inside',
      ).map(({ href, verdict }) => [href, verdict]),
    ).toEqual([
      ['https://example.com/one', 'tutorial'],
      ['https://example.com/a-later-page', 'tutorial'],
    ])
  })

  it('has the address of the first definition, as in Markdown', () => {
    expect(
      find('- [A][one]\n\n[one]: https://example.com/first\n[one]: https://example.com/second').map(({ href }) => href),
    ).toEqual(['https://example.com/first'])
  })
})

describe('the first candidate of an item', () => {
  it.each([
    'https://github.com/someone/guide',
    'https://pypi.org/project/guide',
    'https://example.com/',
    'https://example.com/plain',
  ])('is a resource with any address: %s', (href) => {
    expect(judge(`- [Source code](${href})`)).toEqual(['Source code: tutorial'])
  })
})

describe('a later candidate of an item', () => {
  it.each([
    'https://example.com/a-longer-title',
    'https://example.com/2019/10/a-longer-title/',
    'https://example.com/a-longer-title.html',
    'https://example.com/a-longer-title?page=2#part',
    'https://notgithub.com/a-longer-title',
    'https://someone.github.io/a-longer-title',
  ])('is a resource if the end of its path reads like a title: %s', (href) => {
    expect(judgeLater(href)).toBe('tutorial')
  })

  it.each([
    'https://grafana.com/',
    'https://grafana.com',
    'https://example.com/plain',
    'https://example.com/a-folder/plain',
    'https://example.com/a-folder/index.html',
    'https://a-host.example/plain',
    'https://example.com/plain?q=a-b',
    'https://example.com/plain#a-b',
  ])('is a mention if the end of its path does not read like a title: %s', (href) => {
    expect(judgeLater(href)).toBe('mention')
  })

  it.each([
    'github.com',
    'gist.github.com',
    'gitlab.com',
    'bitbucket.org',
    'codeberg.org',
    'git.sr.ht',
    'pypi.org',
    'pypi.python.org',
    'www.npmjs.com',
    'crates.io',
    'rubygems.org',
  ])('is a mention on %s, a host of code or packages', (host) => {
    expect(judgeLater(`https://${host}/someone/a-longer-title`)).toBe('mention')
  })

  it.each([
    'source code',
    'Source code',
    'source',
    'the source code',
    'code',
    'repository',
    'repo',
    'GitHub repository',
    'on GitHub',
  ])('is a mention if its text is "%s"', (text) => {
    expect(judgeLater('https://example.com/a-longer-title', text)).toBe('mention')
  })

  it('is classified by its whole text', () => {
    expect(judgeLater('https://example.com/a-longer-title', 'reading source code')).toBe('tutorial')
  })

  it('may be any after the first', () => {
    expect(
      judge(
        '- [A](https://example.com/a), [B](https://example.com/b-page), [C](https://example.com/c), [D](https://example.com/d-page)',
      ),
    ).toEqual(['A: tutorial', 'B: tutorial', 'C: mention', 'D: tutorial'])
  })

  it('is a tutorial even if the first is a tool', () => {
    expect(
      judge('## Tools\n\n- [A](https://example.com/a), [B](https://example.com/b-page), [C](https://example.com/c)'),
    ).toEqual(['A: tool', 'B: tutorial', 'C: mention'])
    expect(
      judge('## Tools\n\n| Name | Text |\n| - | - |\n| [A](https://example.com/a) | [B](https://example.com/b-page) |'),
    ).toEqual(['A: tool', 'B: tutorial'])
  })
})

describe('the heading above', () => {
  const under = (heading: string) => find(`## ${heading}\n\n- [A](https://example.com/a)`)[0]?.verdict

  it.each([
    'Frameworks',
    'Python web frameworks',
    'Hosted services',
    'Hosting providers',
    'Open source projects',
    'Monitoring tools',
    'A tool',
    'Data stores',
    'Package managers',
    'Other implementations',
    'Client libraries',
    'A library',
    'Useful packages',
    'Monitoring tools:',
    'Which tools?',
    'Tools and how to use them',
    'Libraries and further reading',
    'Hosted services & prices',
    'Frameworks, packages and resources',
    'Werkzeuge',
    'Handwerkzeuge und Bezugsquellen',
    'Bibliotheken',
  ])('makes a tool of a link under "%s"', (heading) => {
    expect(under(heading)).toBe('tool')
  })

  it.each([
    'Prometheus resources',
    'Tutorials',
    'Werkzeugkunde',
    'Tools and tutorials',
    'Tooling and practice',
    'Android and iOS',
    'Services or servers',
    'Toolshed',
    'Example projects',
    'Example projects and their code',
    'Django example projects',
    'Starting with frameworks',
    'Using Prometheus with web frameworks',
    'Learning checklists explained',
  ])('makes a tutorial of a link under "%s"', (heading) => {
    expect(under(heading)).toBe('tutorial')
  })

  it.each(['Checklist', 'Monitoring learning checklist', 'Deployment Checklist'])(
    'makes no resource of a link under "%s"',
    (heading) => {
      expect(under(heading)).toBe('mention')
    },
  )

  it('is the nearest one, of any depth', () => {
    const source =
      '# Tools\n\n- [A](https://example.com/a)\n\n### More reading\n\n- [B](https://example.com/b)\n\n' +
      '## A checklist\n\n- [C](https://example.com/c)\n\n## `Packages`\n\n- [D](https://example.com/d)'
    expect(judge(source)).toEqual(['A: tool', 'B: tutorial', 'C: mention', 'D: tool'])
  })

  it('may be missing', () => {
    expect(judge('- [A](https://example.com/a)')).toEqual(['A: tutorial'])
  })
})

describe('<Resource>', () => {
  it('makes a resource of a link that would be a mention', () => {
    expect(judge('See <Resource href="https://example.com/a">A</Resource>.')).toEqual(['A: tutorial'])
    expect(judge('## Checklist\n\n- <Resource href="https://example.com/a">A</Resource>')).toEqual(['A: tutorial'])
    expect(judge('- [A](https://example.com/a) and <Resource href="https://example.com/b">B</Resource>')).toEqual([
      'A: tutorial',
      'B: tutorial',
    ])
  })

  it('has the kind in its attribute, otherwise that of the heading', () => {
    expect(
      judge(
        '## Tools\n\n- <Resource href="https://example.com/a">A</Resource>\n- <Resource href="https://example.com/b" kind="tutorial">B</Resource>',
      ),
    ).toEqual(['A: tool', 'B: tutorial'])
    expect(
      judge(
        '- <Resource href="https://example.com/a" kind="tool">A</Resource>\n- <Resource href="https://example.com/b" kind="toy">B</Resource>',
      ),
    ).toEqual(['A: tool', 'B: tutorial'])
  })

  it('is a reference by its kind or by its title, and so is a plain link by its title', () => {
    const judged = (source: string) => find(source).map(({ verdict, clause }) => [verdict, clause])
    expect(judged('<Resource href="https://example.com/a" kind="reference">A</Resource>')).toEqual([
      ['reference', '<Resource>'],
    ])
    expect(
      judged(
        '## Tools\n\n- <Resource href="https://example.com/a" title="A [reference]">A</Resource>\n- [B](https://example.com/b "B [reference, 2024]")\n- [C](https://example.com/c "C [docs]")\n\nSee [D](https://example.com/d "D [reference]").',
      ),
    ).toEqual([
      ['reference', '[reference] in its title'],
      ['reference', '[reference] in its title'],
      ['tool', 'first in its list item'],
      ['mention', 'not in a list item or table row'],
    ])
  })

  it('counts as the first of its item', () => {
    expect(judge('- <Resource href="https://example.com/a">A</Resource> with [B](https://example.com/b)')).toEqual([
      'A: tutorial',
      'B: mention',
    ])
  })

  it('has the explicit id', () => {
    expect(find('- <Resource href="https://example.com/a" id="the-primer">A</Resource>')[0]?.id).toBe('the-primer')
  })

  it.each(['', 'The primer', 'a b', 'ä', 'x'.repeat(65)])('ignores the invalid id %j', (id) => {
    expect(find(`- <Resource href="https://example.com/a" id="${id}">A</Resource>`)[0]).toMatchObject({
      verdict: 'tutorial',
      id: undefined,
    })
  })

  it('needs the address of another site', () => {
    expect(
      judge(
        '- <Resource>A</Resource>\n- <Resource href="/monitoring">B</Resource>\n- <Resource href={address}>C</Resource>\n- <Resource href="javascript:alert(1)">D</Resource>',
      ),
    ).toEqual([])
  })

  it('counts once, even if it contains links', () => {
    expect(judge('- <Resource href="https://example.com/a">A [B](https://example.com/b)</Resource>')).toEqual([
      'A B: tutorial',
    ])
  })
})

describe('<Mention>', () => {
  it('makes a mention of a link that would be a resource, so that the next is first', () => {
    expect(judge('- <Mention href="https://example.com/a-page">A</Mention>, then [B](https://example.com/b)')).toEqual([
      'A: mention',
      'B: tutorial',
    ])
    expect(judge('- [A](https://example.com/a) and <Mention href="https://example.com/b-page">B</Mention>')).toEqual([
      'A: tutorial',
      'B: mention',
    ])
  })

  it('makes a mention also on several lines', () => {
    expect(judge('- <Mention href="https://example.com/a-page">\n    A\n  </Mention>')).toEqual(['A: mention'])
  })
})

describe('a long list of real links', () => {
  const source = `
[Prometheus](https://prometheus.io/)
([source code](https://github.com/prometheus/prometheus)) collects numbers for
[watching](/monitoring.html) any of your [sites](/web-development.html).

### Prometheus resources
* [Prometheus-Basics](https://github.com/yolossn/Prometheus-Basics)
  begins at the beginning.

* A short text about [Prometheus](https://www.kartar.net/2017/10/prometheus/)
  and its first hour.

* [Synchronous sites](https://blog.codeship.com/monitoring-your-synchronous-python-web-applications-using-prometheus/)
  with, as its second half,
  [asynchronous ones](https://blog.codeship.com/monitoring-your-asynchronous-python-web-applications-using-prometheus/)
  after them.

* [Pictures early](https://kjanshair.github.io/2018/02/20/prometheus-monitoring/)
  by way of [Grafana](https://grafana.com/) and its charts.

* [A Go program](https://blog.alexellis.io/prometheus-monitoring/)
  from start to end.

* [Numbers of your own](https://labs.meanpug.com/custom-application-metrics-with-django-prometheus-and-kubernetes/)
  out of \`django-prometheus\`, for [Django](/django.html) people who have
  [Helm](https://helm.sh/) at hand.

* [A world of metrics](https://tech.showmax.com/2019/10/prometheus-introduction/)
  for newcomers.

* [Leaving Graphite](https://engineering.nanit.com/from-graphite-to-prometheus-things-ive-learned-e1d1e4b97fc)
  and what it took.
`

  it('has exactly nine tutorials', () => {
    expect(judge(source).filter((each) => !each.endsWith(': mention'))).toEqual([
      'Prometheus-Basics: tutorial',
      'Prometheus: tutorial',
      'Synchronous sites: tutorial',
      'asynchronous ones: tutorial',
      'Pictures early: tutorial',
      'A Go program: tutorial',
      'Numbers of your own: tutorial',
      'A world of metrics: tutorial',
      'Leaving Graphite: tutorial',
    ])
  })

  it('mentions the project, its code, Grafana and Helm', () => {
    expect(
      find(source)
        .filter(({ verdict }) => verdict === 'mention')
        .map(({ href }) => href),
    ).toEqual([
      'https://prometheus.io/',
      'https://github.com/prometheus/prometheus',
      'https://grafana.com/',
      'https://helm.sh/',
    ])
  })
})
