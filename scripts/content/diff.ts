import { loadPortal } from '../../lib/content'
import { diffContent, formatDiff, loadPortalAt } from '../../lib/editing'
import { UsageError, type Verb } from './content-verb'

export const verb: Verb = {
  summary: 'describes the changes of topics, tutorials and paths since a commit, as Markdown',
  usage: '<git base>',
  help: 'Compares the content with a commit, such as "diff origin/main". A tutorial or page that disappeared or changed its address without a move is an error, since readers would lose their marks on it.',
  async run({ args: [base, ...rest], folder, json }) {
    if (!base || rest.length > 0) throw new UsageError('Usage: npm run content -- diff <git base>.')
    const diff = diffContent(await loadPortalAt(folder, base), await loadPortal(folder))
    if (json) {
      const brief = ({ slug, title, file }: { slug: string; title: string; file: string }) => ({ slug, title, file })
      const short = ({ id, href, title }: { id: string; href: string; title: string }) => ({ id, href, title })
      const { topics, resources, paths, vanished } = diff
      const pairs = <T, U>(list: { from: T; to: T }[], show: (each: T) => U) =>
        list.map(({ from, to }) => ({ from: show(from), to: show(to) }))
      console.log(
        JSON.stringify(
          {
            topics: {
              added: topics.added.map(brief),
              removed: topics.removed.map(brief),
              renamed: pairs(topics.renamed, brief),
            },
            resources: {
              added: resources.added.map(short),
              withdrawn: resources.withdrawn.map(short),
              moved: pairs(resources.moved, short),
              retitled: pairs(resources.retitled, short),
            },
            paths: { added: paths.added.map(brief), removed: paths.removed.map(brief) },
            vanished,
          },
          null,
          2,
        ),
      )
    } else console.log(formatDiff(diff))
    return diff.vanished.length > 0 ? 1 : 0
  },
}
