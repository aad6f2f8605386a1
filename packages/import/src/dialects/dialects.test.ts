import { describe, expect, it } from 'vitest'
import { draftBody } from '../normalise/draft-body'
import { writeBody } from '../write/write-body'

const convert = (body: string, isMdx = false) => writeBody(draftBody(body, () => 'Weaving', isMdx).tree).trim()

describe('dialects', () => {
  it.each<[string, string, string]>([
    ['an alert', '> [!WARNING]\n> Mind the *edge*.', '<Warning>\n  Mind the *edge*.\n</Warning>'],
    ['a fence of colons', ':::tip Care\nWords.\n:::', '<Note title="Care">\n  Words.\n</Note>'],
    [
      'nested fences of colons',
      '::::note\n:::danger\nA.\n:::\nB.\n::::',
      '<Note>\n  <Warning title="Danger">\n    A.\n  </Warning>\n\n  B.\n</Note>',
    ],
    ['an indented notice', '!!! note\n\n    Words.\n\nAfter.', '<Note>\n  Words.\n</Note>\n\nAfter.'],
    [
      'indented tabs',
      '=== "A"\n\n    One.\n\n=== "B"\n\n    Two.',
      '<Tabs>\n  <Tab name="A">\n    One.\n  </Tab>\n\n  <Tab name="B">\n    Two.\n  </Tab>\n</Tabs>',
    ],
    ['slashes', '/// warning | Stop\nWords.\n///', '<Warning title="Stop">\n  Words.\n</Warning>'],
    ['highlighted code of Hugo', '{{< highlight go >}}\nx := 1\n{{< /highlight >}}', '```go\nx := 1\n```'],
    ['a shortcode shown in code', '```\n{{</* ref "x" */>}}\n```', '```\n{{< ref "x" >}}\n```'],
    ['highlighted code of Jekyll', '{% highlight ruby %}\nputs 1\n{% endhighlight %}', '```ruby\nputs 1\n```'],
    ['an attribute list', '![a](b.png){: width="1" }\n{: .center}', '![a](b.png)'],
    [
      'a fold',
      '<details><summary>Why `x`?</summary>\n\nSo.\n\n</details>',
      '<Checkpoint question="Why `x`?">\n  So.\n</Checkpoint>',
    ],
    ['raised text', '10<sup>3</sup>, 1<sup>st</sup>, H<sub>2</sub>O', '10³, 1st, H₂O'],
    ['keys', 'Press ++ctrl+c++ or <kbd>Esc</kbd>.', 'Press <Kbd>Ctrl+C</Kbd> or <Kbd>Esc</Kbd>.'],
  ])('rewrite %s', (_name, body, wanted) => {
    expect(convert(body)).toBe(wanted)
  })

  it('rewrite components of MDX, and leave out imports and comments', () => {
    const body =
      'import { Tabs } from \'x\'\n\n{/* no */}\n\n<Tabs>\n  <TabItem label="A">\n    One.\n  </TabItem>\n</Tabs>\n\n<Aside type="caution">Two.</Aside>'
    expect(convert(body, true)).toBe(
      '<Tabs>\n  <Tab name="A">\n    One.\n  </Tab>\n</Tabs>\n\n<Warning title="Caution">\n  Two.\n</Warning>',
    )
  })

  it('read Markdown within tags of MDX that hold blocks', () => {
    expect(convert('<div style={{ width: 1 }}>\n| A |\n|---|\n| [b](#b) |\n</div>', true)).toBe(
      '| A |\n| - |\n| [b](#b) |',
    )
  })

  it('read tags after a code span that shows how code is included', () => {
    expect(convert('The `<script>` of a page.\n\n<Only>\n\nWords.\n\n</Only>', true)).toBe(
      'The `<script>` of a page.\n\nWords.',
    )
  })

  it('list what is unknown once, with count and line, and keep it', () => {
    const { notes, tree } = draftBody('A.\n\n{{< odd >}}\n\n{{< odd >}}', () => 'Weaving')
    expect(notes).toContain('The shortcode "odd" has no meaning here and is kept as text (2 times, first in line 3).')
    expect(writeBody(tree)).toContain('odd')
  })

  it('leave code as it is', () => {
    const body = '```\n:::tip\n!!! note\n{% x %}\n<Tabs>\n```'
    expect(convert(body, true)).toBe(body)
  })
})
