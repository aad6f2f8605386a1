import type { Topic } from '@/lib/content'
import { formatEditAddress, formatReportAddress, type FileHistory, type Repository } from '@/lib/history'

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** Says when a topic was last changed and by whom, with links to edit or report it. Leaves out what Git does not know. */
export function TopicFooter({
  topic,
  history,
  repository,
}: {
  topic: Topic
  history?: FileHistory
  repository: Repository | null
}) {
  if (!history && !repository) return null
  return (
    <footer className="topic-foot">
      {history && (
        <p>
          Last updated <time dateTime={history.updated}>{date.format(new Date(history.updated))}</time> by{' '}
          {history.contributors.join(', ')}.
        </p>
      )}
      {repository && (
        <p className="mt-1 flex flex-wrap gap-x-5 print:hidden">
          <a
            href={formatEditAddress(repository, topic.file)}
            rel="noopener noreferrer"
            className="link inline-block min-h-6"
          >
            Edit this page
          </a>
          <a
            href={formatReportAddress(repository, topic.slug)}
            rel="noopener noreferrer"
            className="link inline-block min-h-6"
          >
            Report a dead link
          </a>
        </p>
      )}
    </footer>
  )
}
