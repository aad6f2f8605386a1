import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findExamples, runExamples } from '../../lib/editing'
import { runCaptured } from '../testing/run-captured'
import { command } from './content-command'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-examples-test-'))
  mkdirSync(path.join(folder, 'content/devops'), { recursive: true })
  writePage('devops', '0600', 'One topic so far: [logs](/logs).')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** Writes a page whose body begins on line 11. */
function writePage(slug: string, sortorder: string, body: string): void {
  writeFileSync(
    path.join(folder, `content/devops/${slug}.mdx`),
    `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`,
  )
}

async function examine(body: string, ...args: string[]) {
  writePage('logs', '0601', body)
  const { out, said, code } = await runCaptured(command, [
    'examples',
    ...args,
    '--content',
    path.join(folder, 'content'),
  ])
  return { out: out.replaceAll(/^\S*\/(?=logs\.mdx)/gm, ''), said, code }
}

const good = (number: number) => ({
  code: 0,
  out: '',
  said: `${number} ${number === 1 ? 'block' : 'blocks'} marked "run" on 1 page: ${number} as on the page, 0 different.\n`,
})

describe('npm run content -- examples', { timeout: 60_000 }, () => {
  it('accepts what Python prints as the comments say, behind a line, below it and at the end', async () => {
    expect(
      await examine(
        [
          '```python run',
          '# a comment',
          'numbers = [1, 2]  # two of them',
          'print(numbers)  # [1, 2]',
          'print(len(numbers))',
          '# 2',
          'for number in numbers:',
          '    print(number)',
          '',
          '# 1',
          '# 2',
          '```',
        ].join('\n'),
      ),
    ).toEqual(good(1))
  })

  it('accepts JavaScript, shell and SQL, and ignores blocks without the word', async () => {
    expect(
      await examine(
        [
          '```js run\nconsole.log(6 * 7) // 42\n```',
          '```sh run\necho one  # one\n```',
          "```sql run\nCREATE TABLE t (a TEXT, b);\nINSERT INTO t VALUES ('x;y', NULL);\nSELECT * FROM t;\n-- ('x;y', None)\n```",
          '```sql run\nSELECT count(*) FROM t;\n-- (1,)\n```',
          '```python\nraise SystemExit(1)\n```',
        ].join('\n\n'),
      ),
    ).toEqual(good(4))
  })

  it('names the line whose output differs, with the expected and the printed text', async () => {
    expect(await examine('Words.\n\n```python run\nprint(1)  # 1\nprint(1 + 1)  # 3\n```')).toEqual({
      code: 1,
      out: 'logs.mdx:15:17 example Expected "3", printed "2".\n',
      said: '1 block marked "run" on 1 page: 0 as on the page, 1 different.\n',
    })
  })

  it('names printed output that is not on the page, and stated output that is missing', async () => {
    expect((await examine('```python run\nprint("more")\n```')).out).toBe(
      'logs.mdx:11:1 example Expected nothing more, printed "more".\n',
    )
    expect((await examine('```python run\nx = 1\n\n# less\n```')).out).toBe(
      'logs.mdx:14:3 example Expected "less", printed nothing more.\n',
    )
  })

  it('names an example that raises, with the last line of its traceback', async () => {
    expect(await examine('```python title="a.py" run\nprint(1)  # 1\nraise ValueError("no price")\n```')).toMatchObject(
      {
        code: 1,
        out: 'logs.mdx:11:1 example It failed with exit code 1: ValueError: no price\n',
      },
    )
  })

  it('stops an example that never ends, and its child processes', async () => {
    writePage('logs', '0601', '```bash run\nsleep 600 &\nsleep 600\n```')
    const examples = findExamples({
      slug: 'logs',
      file: 'logs.mdx',
      source: '```bash run\nsleep 600 &\nsleep 600\n```',
    })
    const limits = { milliseconds: 300, bytes: 1000 }
    expect(await runExamples(examples, limits)).toMatchObject([
      { finding: { line: 1, column: 1, message: 'It was still running after 0.3 seconds.' } },
    ])
  })

  it('stops an example with endless output', async () => {
    const source = '```python run\nwhile True:\n    print("again")\n```'
    expect(
      await runExamples(findExamples({ slug: 'logs', file: 'logs.mdx', source }), {
        milliseconds: 20_000,
        bytes: 1000,
      }),
    ).toMatchObject([{ finding: { message: 'It printed more than 1 kB.' } }])
  })

  it('lets files of one page import each other, in a folder that no other page sees', async () => {
    const page =
      '```python title="shop/prices.py" run\nTEA = 450\n```\n\n```python title="basket.py" run\nfrom shop.prices import TEA\nprint(TEA)  # 450\n```'
    expect(await examine(page)).toEqual(good(2))
    writePage('more', '0602', '```python run\nimport basket\n```')
    expect((await examine(page)).out).toContain("No module named 'basket'")
  })

  it('runs a file as the console block below it says, and stops at the first difference', async () => {
    const program = '```python title="add.py" run\nimport sys\nprint(int(sys.argv[1]) + 1)\n```'
    const session = '$ python add.py 1\n2\n$ python add.py x\nTraceback (most recent call last):\n  ...\nValueError: '
    const rest = "invalid literal for int() with base 10: 'x'\n$ echo $?\n1\n"
    expect(await examine(`${program}\n\n\`\`\`console run\n${session}${rest}\`\`\``)).toEqual(good(2))
    expect((await examine(`${program}\n\n\`\`\`console run\n${session}${rest}$ python3 add.py 3\n5\n\`\`\``)).out).toBe(
      'logs.mdx:26:1 example Expected "5", printed "4".\n',
    )
  })

  it('names a command of a console block that fails without output', async () => {
    expect((await examine('```console run\n$ true\n$ false\n```')).out).toBe(
      'logs.mdx:13:1 example It failed with exit code 1.\n',
    )
  })

  it('compares tabs, accents and errors as a terminal shows them', async () => {
    expect(
      await examine(
        '```python title="t.py" run\nimport sys\nprint("a\\tb", "e\\u0301")\nprint("c", file=sys.stderr)\n```\n\n```console run\n$ python t.py\na       b é\nc\n```',
      ),
    ).toEqual(good(2))
  })

  it('writes no files outside its folder', async () => {
    expect((await examine('```python title="../a.py" run\n```')).out).toContain('leads out of the example')
  })

  it('names a missing program once, and fails only with --strict', async () => {
    mkdirSync(path.join(folder, 'bin'))
    symlinkSync(process.execPath, path.join(folder, 'bin/node'))
    vi.stubEnv('PATH', path.join(folder, 'bin'))
    const page =
      '```python run\nprint(1)\n```\n\n```python title="a.py" run\nprint(2)\n```\n\n```js run\nconsole.log(3) // 3\n```'
    const said =
      'python3 is not installed, so 2 blocks were not run.\n3 blocks marked "run" on 1 page: 1 as on the page, 0 different, 2 not run.\n'
    expect(await examine(page)).toEqual({ code: 0, out: '', said })
    expect(await examine(page, '--strict')).toEqual({ code: 1, out: '', said })
    expect(JSON.parse((await examine(page, '--json')).out)).toMatchObject([
      { outcome: 'not run', missing: 'python3' },
      { outcome: 'not run', missing: 'python3' },
      { slug: 'logs', line: 19, column: 1, outcome: 'ok', problem: null, missing: null },
    ])
  })

  it('counts a file that a console block starts as not run too', async () => {
    vi.stubEnv('PATH', path.join(folder, 'empty'))
    expect(await examine('```python title="a.py" run\nprint(1)\n```\n\n```console run\n$ python a.py\n1\n```')).toEqual(
      {
        code: 0,
        out: '',
        said: 'python3 is not installed, so 1 block was not run.\nbash is not installed, so 1 block was not run.\n2 blocks marked "run" on 1 page: 0 as on the page, 0 different, 2 not run.\n',
      },
    )
  })

  it('runs only the given pages', async () => {
    writePage('more', '0602', '```python run\nprint(1)  # 2\n```')
    expect(await examine('```python run\nprint(1)  # 1\n```', 'logs')).toEqual(good(1))
    expect(await examine('', 'nothing')).toMatchObject({ code: 2, said: 'No topic has the slug "nothing".\n' })
  })

  it('annotates the lines of a pull request', async () => {
    expect((await examine('```python run\nprint(1)  # 2\n```', '--format', 'github')).out).toMatch(
      /^::error file=.*logs\.mdx,line=12,col=13,title=example::Expected "2", printed "1"\.\n$/,
    )
  })
})
