import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { readFrontMatter } from './front-matter'

const correct = {
  title: 'Watching services',
  category: 'page',
  slug: 'watching-services',
  sortorder: '"0603"',
  toc: 'False',
  sidebartitle: 'Watching',
  meta: 'How to see what a service does.',
}

/** The lines of a page: opening fence on 1, fields on 2 to 8, closing fence on 9, body from 10. */
function write(changes: Partial<Record<string, string | null>> = {}, body = 'Body.\n'): string {
  const fields = Object.entries({ ...correct, ...changes }).filter(([, value]) => value !== null)
  return fence(
    fields.map(([key, value]) => `${key}: ${value}`),
    body,
  )
}

function fence(lines: string[], body = 'Body.\n'): string {
  return ['---', ...lines, '---', body].join('\n')
}

const where = (text: string) =>
  readFrontMatter(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)

describe('valid front matter', () => {
  it('returns its seven fields', () => {
    expect(readFrontMatter(write())).toMatchObject({
      problems: [],
      data: {
        title: 'Watching services',
        category: 'page',
        slug: 'watching-services',
        sortorder: '0603',
        toc: false,
        sidebartitle: 'Watching',
        meta: 'How to see what a service does.',
      },
    })
  })

  it('may contain other names of the topic', () => {
    expect(readFrontMatter(write({ also: 'metrics, Prometheus' })).data?.also).toBe('metrics, Prometheus')
    expect(where(write({ also: '""' }))).toEqual([expect.stringContaining('"also" must not be empty.')])
    expect(where(write({ also: '[metrics]' }))).toEqual([expect.stringContaining('"also" must be text.')])
  })

  it.each([
    ['0603', '0603'],
    ['"0603"', '0603'],
    ['0608', '0608'],
    ["'060301'", '060301'],
    ['060301', '060301'],
    ['06030', '06030'],
    ['06030100', '06030100'],
    ['0603 # beside monitoring', '0603'],
  ])('keeps the digits of sortorder %s as written', (written, digits) => {
    expect(readFrontMatter(write({ sortorder: written })).data?.sortorder).toBe(digits)
  })

  it.each([
    ['True', true],
    ['true', true],
    ['False', false],
    ['false', false],
  ])('accepts toc %s', (written, toc) => {
    expect(readFrontMatter(write({ toc: written })).data?.toc).toBe(toc)
  })

  it('accepts fields in any order, quoted texts, comments and spaces around a text', () => {
    const lines = Object.entries({ ...correct, title: '"Watching: services "', meta: "'It''s watched.'" }).map(
      ([key, value]) => `${key}:   ${value}`,
    )
    expect(readFrontMatter(fence(['# for editors', ...lines.reverse()])).data).toMatchObject({
      title: 'Watching: services',
      meta: "It's watched.",
    })
  })

  it('has the position of each field', () => {
    const { lineOf } = readFrontMatter(write())
    expect(lineOf('title')).toEqual({ line: 2, column: 8 })
    expect(lineOf('sortorder')).toEqual({ line: 5, column: 12 })
  })
})

describe('the body', () => {
  const body = 'First.\n\n- [A link](https://example.com) on line 12\n'

  it.each([
    ['of line feeds', '\n'],
    ['as Windows writes them', '\r\n'],
  ])('keeps its lines, %s', (_what, end) => {
    const lines = readFrontMatter(write({}, body).replaceAll('\n', end)).body.split(end)
    expect(lines[11]).toBe('- [A link](https://example.com) on line 12')
    expect(lines.slice(0, 9)).toEqual(Array(9).fill(''))
  })

  it('keeps its lines after invalid front matter', () => {
    expect(readFrontMatter(write({ slug: 'Not One' }, body)).body.split('\n')[11]).toContain('on line 12')
    expect(readFrontMatter(write({ title: '"open' }, body)).body.split('\n')[11]).toContain('on line 12')
    expect(readFrontMatter('No fence.\n\nSecond.').body).toBe('No fence.\n\nSecond.')
  })

  it('may contain a rule of three dashes', () => {
    expect(readFrontMatter(write({}, 'One.\n\n---\n\nTwo.')).body.split('\n').slice(9)).toEqual([
      'One.',
      '',
      '---',
      '',
      'Two.',
    ])
  })
})

describe('M9: a mistake', () => {
  it.each([
    [
      'an unknown key',
      write({ tags: 'x' }),
      [
        '9:1 Unknown key "tags". The keys are title, category, slug, sortorder, toc, sidebartitle, meta, also, level, needs.',
      ],
    ],
    [
      'a key in capitals',
      write({ Title: 'x' }),
      [
        '9:1 Unknown key "Title". The keys are title, category, slug, sortorder, toc, sidebartitle, meta, also, level, needs.',
      ],
    ],
    ['a missing key', write({ meta: null }), ['1:1 The key "meta" is missing.']],
    [
      'two missing keys',
      write({ title: null, toc: null }),
      ['1:1 The key "title" is missing.', '1:1 The key "toc" is missing.'],
    ],
    ['a number for a title', write({ title: '2019' }), ['2:8 "title" must be text.']],
    ['a list for a title', write({ title: '[a, b]' }), ['2:8 "title" must be text.']],
    ['an empty title', write({ title: '""' }), ['2:8 "title" must not be empty.']],
    ['a title of spaces', write({ title: '"  "' }), ['2:8 "title" must not be empty.']],
    ['a title without a value', write({ title: '' }), ['2:8 "title" must be text.']],
    ['a title beyond its length', write({ title: 'x'.repeat(121) }), ['2:8 "title" must be at most 120 characters.']],
    ['another category', write({ category: 'post' }), ['3:11 "category" must be "page".']],
    [
      'capitals in a slug',
      write({ slug: 'Watching' }),
      ['4:7 "slug" must be lower-case letters, digits and single hyphens.'],
    ],
    [
      'a path for a slug',
      write({ slug: '../etc' }),
      ['4:7 "slug" must be lower-case letters, digits and single hyphens.'],
    ],
    [
      'two hyphens in a slug',
      write({ slug: 'a--b' }),
      ['4:7 "slug" must be lower-case letters, digits and single hyphens.'],
    ],
    ['quotes around toc', write({ toc: '"true"' }), ['6:6 "toc" must be true or false.']],
    ['yes for toc', write({ toc: 'yes' }), ['6:6 "toc" must be true or false.']],
    ['an empty sidebartitle', write({ sidebartitle: "''" }), ['7:15 "sidebartitle" must not be empty.']],
    ['an empty meta', write({ meta: '""' }), ['8:7 "meta" must not be empty.']],
    [
      'a quote left open',
      write({ meta: '"open' }),
      ['8:7 The quote that opens here is never closed. Put a " at the end of the value.'],
    ],
    [
      'a colon in a bare text',
      write({ title: 'a: b' }),
      ['2:8 A value with a colon needs quotes. Put the value in double quotes: title: "a: b"'],
    ],
    [
      'a text that begins with @',
      write({ title: '@a' }),
      ['2:8 A value without quotes can\'t begin with "@". Put the value in double quotes: title: "@a"'],
    ],
    [
      'a key given twice',
      write({ meta: 'One.\ntitle: Again' }),
      ['9:1 The key "title" is already on line 2. Remove one of the two.'],
    ],
    [
      'a comment in a title',
      write({ title: 'C # basics' }),
      ['2:10 Text after "#" is a comment and would be lost. Put the value in quotes: title: "C # basics"'],
    ],
    [
      'a comment in a description',
      write({ meta: 'close issue #12 today' }),
      ['8:19 Text after "#" is a comment and would be lost. Put the value in quotes: meta: "close issue #12 today"'],
    ],
    [
      'a comment in a short name',
      write({ sidebartitle: 'F # intro' }),
      ['7:17 Text after "#" is a comment and would be lost. Put the value in quotes: sidebartitle: "F # intro"'],
    ],
    [
      'a title that is a comment',
      write({ title: '# basics' }),
      ['2:8 Text after "#" is a comment and would be lost. Put the value in quotes: title: "# basics"'],
    ],
    [
      'a no-break space for a space',
      write().replace('title: W', 'title:\u00a0W'),
      ['2:7 There is a no-break space (U+00A0) after the colon. Write an ordinary space.'],
    ],
    [
      'a full-width colon',
      write().replace('title: W', 'title：W'),
      ['2:6 The colon after "title" is a full-width one (U+FF1A). Write an ordinary one: title: …'],
    ],
    [
      'no space after a colon',
      write().replace('meta: How', 'meta:How'),
      [
        '8:6 A space is missing after the colon. Write meta:How to see what a service does.'.replace(
          'meta:How',
          'meta: How',
        ),
      ],
    ],
    ['no colon', write().replace('title: W', 'title W'), ['2:6 A colon is missing after "title". Write title: …']],
    [
      'a tab before a key',
      write().replace('slug:', '\tslug:'),
      ['4:1 The line begins with a tab. Remove it: a key must be at the beginning of its line.'],
    ],
    [
      'a space before a key',
      write().replace('title:', '  title:'),
      ['2:1 The line begins with a space. Remove it: a key must be at the beginning of its line.'],
    ],
    [
      'a quote that closes too early',
      write({ title: '"A" b' }),
      [
        '2:11 The value continues after its closing quote. Put the whole value in quotes, and write a quote within it as \\".',
      ],
    ],
    [
      'an apostrophe in single quotes',
      write({ title: "'It's'" }),
      [
        "2:12 The value continues after its closing quote. Put the whole value in quotes, and write a quote within it as ''.",
      ],
    ],
    [
      'a quote left open above another',
      write({ title: '"A' }),
      ['2:8 The quote that opens here is never closed. Put a " at the end of the value.'],
    ],
    [
      'typographic quotes around a colon',
      write({ title: '“A: b”' }),
      ['2:8 The quotes around the value are typographic ones. Write straight ones: title: "A: b"'],
    ],
    [
      'typographic quotes',
      write({ title: '‘A’' }),
      ['2:8 The quotes around the value are typographic ones. Write straight ones: title: "A"'],
    ],
    [
      'a value on a second line',
      write({ meta: 'One.\nTwo.' }),
      ['9:1 The line has no key. Join it to the line above, whose value it continues, or remove it.'],
    ],
    [
      'a backslash in quotes',
      write({ title: '"a\\d"' }),
      [
        '2:10 This can\'t be read as "key: value" (Invalid escape sequence \\d). Write a backslash within double quotes as "\\\\".',
      ],
    ],
    [
      'no end, with a rule in the text',
      write().replace('meta: How to see what a service does.\n---', 'meta: M.\n\nBody.\n\n---'),
      ['9:1 The front matter is never closed. Put a line of "---" here, below its last field.'],
    ],
    [
      'an alias for a value',
      write({ title: '&t Watching', sidebartitle: '*t' }),
      ['7:15 "sidebartitle" must be text.'],
    ],
    [
      'an alias for the order',
      write({ category: '&p page', sortorder: '*p' }),
      ['5:12 "sortorder" must be 4 to 12 digits, the first two the chapter, as in "0603".'],
    ],
  ])('of the kind "%s" is reported at its position', (_kind, text, problems) => {
    expect(where(text)).toEqual(problems)
    expect(readFrontMatter(text).data).toBeNull()
  })

  it.each(['603', '0x12', '06.3', '06 03', '"six"', '0603010203040', '-603', '', '~', '[0603]', '|\n  0603'])(
    'in sortorder, such as %j, is reported at its position',
    (sortorder) => {
      expect(where(write({ sortorder }))).toEqual([
        '5:12 "sortorder" must be 4 to 12 digits, the first two the chapter, as in "0603".',
      ])
    },
  )

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'is a key that only JavaScript defines: %s',
    (key) => {
      expect(
        where(fence([...Object.entries(correct).map(([name, value]) => `${name}: ${value}`), `${key}: x`])),
      ).toEqual([
        `9:1 Unknown key "${key}". The keys are title, category, slug, sortorder, toc, sidebartitle, meta, also, level, needs.`,
      ])
    },
  )

  it.each(['api', 'shelf', 'search', 'sign-in', 'contents', 'figures', 'index'])(
    'is the slug %s, because the portal uses that address',
    (slug) => {
      expect(where(write({ slug }))).toEqual([`4:7 The portal itself uses the address /${slug}; choose another slug.`])
    },
  )

  it.each([
    ['none', 'Body only.\n'],
    ['an empty file', ''],
    ['one below a blank line', `\n${write()}`],
    ['one with too many dashes', `-${write()}`],
    ['a program', write().replace('---', '---js')],
    ['JSON', write().replace('---', '---json')],
  ])('is missing front matter: %s', (_kind, text) => {
    expect(where(text)).toEqual(['1:1 The page must begin with its front matter between two lines of "---".'])
    expect(readFrontMatter(text)).toMatchObject({ data: null, body: text })
  })

  it.each([
    [
      'one never closed',
      '---\ntitle: Watching\n\nBody.\n',
      '3:1 The front matter is never closed. Put a line of "---" here, below its last field.',
    ],
    [
      'TOML',
      '+++\ntitle = "Watching"\n+++\nBody.\n',
      '1:1 The front matter is TOML, between lines of "+++". Write it as YAML: lines of "key: value" between two lines of "---".',
    ],
  ])('is front matter of this kind: %s', (_kind, text, message) => {
    expect(where(text)).toEqual([message])
    expect(readFrontMatter(text)).toMatchObject({ data: null, body: text })
  })

  it.each([
    ['a list', ['- title', '- slug']],
    ['a sentence', ['Watching services']],
    ['nothing', []],
  ])('is %s instead of fields', (_what, lines) => {
    expect(where(fence(lines))).toEqual([expect.stringMatching(/^2:1 The front matter must be lines of "key: value"/)])
  })

  it.each([
    '!!js/function "function () {}"',
    '!!js/undefined ""',
    '!!python/object/apply:os.system ["id"]',
    '!<tag:yaml.org,2002:js/regexp> /x/',
    '!!binary aGk=',
  ])('is a value with a type: %s', (title) => {
    const { data, problems } = readFrontMatter(write({ title }))
    expect([data, problems.map(({ line }) => line)]).toEqual([null, expect.arrayContaining([2])])
  })

  it('has its line and column in a file with CRLF too', () => {
    expect(where(write({ slug: 'Not One', meta: '""' }).replaceAll('\n', '\r\n'))).toEqual([
      '4:7 "slug" must be lower-case letters, digits and single hyphens.',
      '8:7 "meta" must not be empty.',
    ])
  })

  it('does not hide another: all are reported', () => {
    expect(where(write({ title: '""', slug: 'A', toc: 'no', extra: '1' }))).toHaveLength(4)
  })

  it('with exponential aliases is found quickly', () => {
    const names = [...'abcdefghijklmnop']
    const bomb = names.map(
      (name, place) => `${name}: &${name} [${Array(9).fill(place ? `*${names[place - 1]}` : 'x')}]`,
    )
    const used = countCpu()
    const { data, problems } = readFrontMatter(
      fence([
        ...bomb,
        'title: *p',
        ...Object.entries(correct)
          .slice(1)
          .map(([key, value]) => `${key}: ${value}`),
      ]),
    )
    expect(used()).toBeLessThan(1000)
    expect(data).toBeNull()
    expect(problems.map(({ line }) => line)).toEqual([...names.map((_name, place) => place + 2), 18])
  })
})
