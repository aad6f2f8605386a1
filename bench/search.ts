import { makePortal } from '../scripts/testing/make-portal'
import { getSearchIndex, search } from '../lib/search'

// Measures search over thousands of topics like the shipped ones: the index's time and memory, CPU time of a query.
// node --expose-gc --import tsx bench/search.ts [number of topics]

const count = Number(process.argv[2] ?? 1000)
const vocabulary = 50_000
const syllables = [
  'ka',
  'ro',
  'mi',
  'ten',
  'dra',
  'vel',
  'os',
  'ni',
  'pu',
  'lar',
  'shi',
  'gen',
  'ex',
  'qua',
  'tor',
  'bel',
]

let seed = 1
/** Returns the same numbers in each run. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

/** Returns the n-th most frequent word. */
function word(rank: number): string {
  let [rest, text] = [rank + 16, '']
  for (; rest > 0; rest = Math.floor(rest / syllables.length)) text += syllables[rest % syllables.length]
  return text
}

/** Returns words by Zipf's law: the n-th has the frequency 1/n. */
const say = (length: number) => Array.from({ length }, () => word(Math.floor(vocabulary ** random()) - 1)).join(' ')

const lists = Object.fromEntries(
  Array.from({ length: count }, (_each, topic) => [
    `${10 + (topic % 80)}-${topic}`,
    Array.from({ length: 9 }, (_item, place) => `r${topic}x${place}`),
  ]),
)
const portal = makePortal(lists)
for (const topic of portal.topics.values()) {
  Object.assign(topic, {
    title: say(6),
    sidebartitle: say(1),
    meta: say(20),
    headings: Array.from({ length: 7 }, (_each, place) => ({ depth: 2, text: say(4), id: `h${place}` })),
  })
  for (const resource of topic.resources) resource.title = say(6)
  topic.passages = [
    ...topic.headings.map(({ id }) => ({ heading: id, resources: [], text: say(110) })),
    ...topic.resources.map(({ id }) => ({ heading: 'h6', resources: [id], text: say(30) })),
  ]
}

globalThis.gc?.()
const before = process.memoryUsage().heapUsed
const begun = process.cpuUsage()
const index = await getSearchIndex(portal)
const built = process.cpuUsage(begun).user / 1e6
globalThis.gc?.()
console.log(
  `${count} topics: built in ${built.toFixed(2)} s of CPU, ${((process.memoryUsage().heapUsed - before) / 2 ** 20).toFixed(0)} MB`,
)

const typo = (text: string) => text.slice(0, 2) + text[3] + text[2] + text.slice(4)
const queries = {
  'a frequent word': word(3),
  'a rare word': word(20_000),
  'two letters': 'ka',
  'four words': [50, 200, 900, 4000].map(word).join(' '),
  'a misspelled word': typo(word(20_000)),
  'four words, one misspelled': [word(50), word(200), word(900), typo(word(4000))].join(' '),
  'eight words': [1, 5, 20, 80, 300, 1000, 3000, 9000].map(word).join(' '),
}
for (const [name, query] of Object.entries(queries)) {
  const times = Array.from({ length: 15 }, () => {
    const start = process.cpuUsage()
    search(index, query, { most: 6, sections: 2 })
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }).sort((a, b) => a - b)
  const { topics, resources, nearness } = search(index, query, { most: 6, sections: 2 })
  console.log(
    `${name.padEnd(28)} ${times[7]?.toFixed(1).padStart(6)} ms  ${topics.total} topics, ${resources.total} resources, ${nearness}`,
  )
}
