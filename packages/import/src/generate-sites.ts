/** A generated site of one dialect, filled with meaningless words: its files by path. For tests with many pages. */
export type GeneratedSite = { name: string; files: Record<string, string | Buffer>; titles: Record<string, string> }

const nouns = 'loom shuttle warp weft heddle reed treadle bobbin fibre yarn dye mordant twill selvedge'.split(' ')
const verbs = 'thread wind beat tie dress cut card spin full press'.split(' ')
const noun = (at: number) => nouns[at % nouns.length] as string
const verb = (at: number) => verbs[at % verbs.length] as string
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Words that every page has, with what every dialect shares. */
function common(at: number, next: string): string {
  return [
    `To ${verb(at)} a ${noun(at)} takes patience, see [the next part](${next}) and [a guide](https://weave.example.org/${noun(at)}-${at}).`,
    `## How to ${verb(at + 1)}`,
    `1. Take the ${noun(at + 1)}.\n2. ${capital(verb(at + 2))} it twice.`,
    `\`\`\`bash\n# no heading\n${verb(at)} --${noun(at)} ${at}\n\`\`\``,
    `| ${noun(at)} | ${noun(at + 3)} |\n|---|---|\n| 1 | [x](https://weave.example.org/table-${at}) |`,
    `### Notes on the ${noun(at + 2)}`,
    `A last word.[^1]\n\n[^1]: It is about the ${noun(at + 4)}.`,
  ].join('\n\n')
}

const picture = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
)

type MakePage = (at: number, title: string, next: string) => string

/** Makes folders of pages with a head each. */
function makeTree(
  folders: number,
  pages: number,
  name: (folder: number, page: number) => string,
  head: (folder: number) => string,
  write: MakePage,
  writeHead: (folder: number, title: string) => string,
  pageTitle: (at: number) => string = (at) => `${capital(verb(at))} the ${noun(at + 1)} ${at}`,
): Pick<GeneratedSite, 'files' | 'titles'> {
  const files: Record<string, string | Buffer> = {}
  const titles: Record<string, string> = {}
  for (let folder = 0; folder < folders; folder++) {
    const title = `All about the ${noun(folder)}`
    files[head(folder)] = writeHead(folder, title)
    titles[head(folder)] = title
    for (let page = 0; page < pages; page++) {
      const at = folder * pages + page
      const file = name(folder, page)
      const own = pageTitle(at)
      const next = name(folder, (page + 1) % pages)
        .split('/')
        .at(-1) as string
      files[file] = write(at, own, next)
      titles[file] = own
    }
  }
  return { files, titles }
}

/** Generates the sites; `pages` is the number of pages in each of the four folders of a site. */
export function generateSites(pages: number): GeneratedSite[] {
  const hugo = makeTree(
    4,
    pages,
    (folder, page) => `content/${noun(folder)}/${verb(page)}-${page}.md`,
    (folder) => `content/${noun(folder)}/_index.md`,
    (at, title, next) =>
      `+++\ntitle = "${title}"\nweight = ${100 - at}\ndate = 2020-01-0${(at % 9) + 1}T10:00:00Z\n[menu.main]\n  parent = "docs"\n+++\n\n${common(at, `{{< ref "${next}" >}}`)}\n\n{{< highlight go "linenos=table" >}}\nfunc main() {}\n{{< /highlight >}}\n\n{{% notice warning %}}\nMind the *edge*.\n{{% /notice %}}\n\n{{< figure src="/img/a.svg" alt="A drawing" caption="How it hangs" >}}\n\n{{< unknown-thing id="3" >}}\n`,
    (folder, title) => `+++\ntitle = "${title}"\nweight = ${folder + 1}\n+++\n`,
  )
  const jekyll = makeTree(
    4,
    pages,
    (folder, page) => `${noun(folder)}/${page + 1}-${verb(page)}.md`,
    (folder) => `${noun(folder)}/index.md`,
    (at, title, next) =>
      `---\nlayout: page\ntitle: "${title}"\nnav_order: ${at}\n---\n\n* TOC\n{:toc}\n\n${common(at, `{% link ${noun(Math.floor(at / pages))}/${next} %}`)}\n\n{% highlight ruby %}\nputs "x"\n{% endhighlight %}\n\n{: .note }\nSome advice about the ${noun(at)}.\n\n![A drawing]({{ site.baseurl }}/assets/a.svg){: width="10" .right}\n\n{% include share.html %}\n`,
    (_folder, title) => `---\ntitle: "${title}"\n---\n\nWhat the chapter holds.\n`,
  )
  const mkdocs = makeTree(
    4,
    pages,
    (folder, page) => `docs/${noun(folder)}/${verb(page)}${page}.md`,
    (folder) => `docs/${noun(folder)}/index.md`,
    (at, title, next) =>
      `# ${title}\n\n${common(at, next)}\n\n!!! note "A *title*"\n\n    Advice with \`code\` and [a link](${next}#how-to-${verb(at + 2)}).\n\n    \`\`\`py\n    x = 1\n    \`\`\`\n\n??? tip\n    Folded.\n\n=== "Linen"\n\n    One way.\n\n=== "Wool"\n\n    Another, with ++ctrl+c++.\n\n/// caption\nBelow the picture\n///\n\n<figure markdown>\n  ![A drawing](../img/a.svg){ width="300" }\n  <figcaption>The whole loom</figcaption>\n</figure>\n\n:material-check: Done.\n`,
    (_folder, title) => `# ${title}\n\nWhat the chapter holds.\n`,
  )
  const docusaurus = makeTree(
    4,
    pages,
    (folder, page) => `docs/${folder + 1}-${noun(folder)}/${verb(page)}-${page}.mdx`,
    (folder) => `docs/${folder + 1}-${noun(folder)}/index.mdx`,
    (at, title, next) =>
      `---\nsidebar_position: ${at + 1}\nsidebar_label: Short ${at}\n---\n\nimport Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\nimport drawing from './a.svg';\n\n# ${title}\n\n${common(at, next)}\n\n:::tip[Take care]\n\nOf the **edge**.\n\n:::\n\n<Tabs groupId="x">\n  <TabItem value="a" label="Linen" default>\n\n  One way.\n\n  </TabItem>\n  <TabItem value="b" label="Wool">\n\n  \`\`\`js title="b.js"\n  const b = {}\n  \`\`\`\n\n  </TabItem>\n</Tabs>\n\n<img src={drawing} alt="A drawing" style={{width: 10}} />\n\n{/* a comment */}\n\n<details>\n<summary>Why the \`${noun(at)}\`?</summary>\n\nBecause.\n\n</details>\n\n<Playground height="3" />\n`,
    (_folder, title) => `---\ntitle: ${title}\n---\n\nWhat the chapter holds.\n`,
  )
  const starlight = makeTree(
    4,
    pages,
    (folder, page) => `src/content/docs/${noun(folder)}/${verb(page)}-${page}.mdx`,
    (folder) => `src/content/docs/${noun(folder)}/index.mdx`,
    (at, title, next) =>
      `---\ntitle: ${title}\ndescription: How to ${verb(at)}.\nsidebar:\n  order: ${at}\n  label: Short ${at}\n---\n\nimport { Aside, Steps, Card, CardGrid, LinkCard } from '@astrojs/starlight/components';\n\n${common(at, `../${next.replace(/\.mdx$/, '')}/`)}\n\n<Aside type="caution" title="Stop">\nNot so fast.\n</Aside>\n\n<Steps>\n\n1. One\n2. Two\n\n</Steps>\n\n<CardGrid>\n  <Card title="Card ${at}" icon="star">\n    Words in a card.\n  </Card>\n  <LinkCard title="More" href="/${noun(0)}/" description="About it." />\n</CardGrid>\n\n:::note\nShort.\n:::\n\nPress <kbd>Esc</kbd>, H<sub>2</sub>O.\n`,
    (_folder, title) => `---\ntitle: ${title}\n---\n\nWhat the chapter holds.\n`,
  )
  const lessons = makeTree(
    4,
    pages,
    (folder, page) => `${noun(folder)}/${verb(page)}_the_${noun(page)}_${page}.md`,
    (folder) => `${noun(folder)}/README.md`,
    (at, _title, next) =>
      `### Introduction\n\n${common(at, next)}\n\n### Assignment\n\n<div class="lesson-content__panel" markdown="1">\n\n1. Read [this](https://weave.example.org/read-${at}).\n1. Do it.\n\n</div>\n\n#### Knowledge check\n\n- [What is it?](#how-to-${verb(at + 1)})\n\n> [!IMPORTANT]\n> Do not skip it.\n`,
    (_folder, title) => `# ${title}\n\nWhat the course holds.\n`,
    (at) => `${capital(verb(at % pages))} the ${noun(at % pages)} ${at % pages}`,
  )
  const curriculum = makeTree(
    4,
    pages,
    (folder, page) =>
      `curriculum/${folder + 1}-${noun(folder)}/${folder + 1}-${String(page + 1).padStart(2, '0')}-${verb(page)}.md`,
    (folder) => `curriculum/${folder + 1}-${noun(folder)}/0-README.md`,
    (at, title, next) =>
      `---\nsummary: How to ${verb(at)}.\ntopic: Weaving\n---\n\n# ${title}\n\n${common(at, `./${next}`)}\n\n> [!NOTE]\n>\n> A note with \`code\`.\n\nGeneral resources:\n\n- [Guide](https://weave.example.org/general-${at}).\n`,
    (_folder, title) => `# ${title}\n\nWhat the module holds.\n`,
  )
  const nav = Array.from(
    { length: 4 },
    (_, folder) =>
      `  - ${capital(noun(folder))}:\n      - ${noun(folder)}/index.md\n${Array.from(
        { length: pages },
        (_each, page) => `      - ${noun(folder)}/${verb(page)}${page}.md\n`,
      )
        .reverse()
        .join('')}`,
  ).join('')
  return [
    { name: 'hugo', ...hugo, files: { ...hugo.files, 'hugo.toml': 'title = "x"\n', 'static/img/a.svg': picture } },
    { name: 'jekyll', ...jekyll, files: { ...jekyll.files, '_config.yml': 'title: x\n', 'assets/a.svg': picture } },
    {
      name: 'mkdocs',
      ...mkdocs,
      files: {
        ...mkdocs.files,
        'mkdocs.yml': `site_name: x\nnav:\n${nav}markdown_extensions:\n  - x:\n      y: !!python/name:z.w\n`,
        'docs/img/a.svg': picture,
      },
    },
    {
      name: 'docusaurus',
      ...docusaurus,
      files: {
        ...docusaurus.files,
        'docusaurus.config.js': 'export default {}\n',
        ...Object.fromEntries(
          Array.from({ length: 4 }, (_, folder) => [`docs/${folder + 1}-${noun(folder)}/a.svg`, picture]),
        ),
      },
    },
    { name: 'starlight', ...starlight, files: { ...starlight.files, 'astro.config.mjs': 'export default {}\n' } },
    { name: 'lessons', ...lessons },
    { name: 'curriculum', ...curriculum },
  ]
}
