import type { Topic } from '@/lib/content'
import { richText } from '@/components/ui/rich-text'
import { formatEditAddress, formatReportAddress, type FileHistory, type Repository } from '@/lib/history'
import { formatDate } from '@/lib/messages'
import { t } from '@/messages/generated/content'

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
          {richText(
            t.rich('lastUpdated', {
              time: (date) => <time dateTime={history.updated}>{date}</time>,
              date: formatDate(new Date(history.updated), { dateStyle: 'long', timeZone: 'UTC' }),
              contributors: history.contributors.join(', '),
            }),
          )}
        </p>
      )}
      {repository && (
        <p className="mt-1 flex flex-wrap gap-x-5 print:hidden">
          <a
            href={formatEditAddress(repository, topic.file)}
            rel="noopener noreferrer"
            className="link inline-block min-h-6"
          >
            {t('editPage')}
          </a>
          <a
            href={formatReportAddress(repository, topic.slug)}
            rel="noopener noreferrer"
            className="link inline-block min-h-6"
          >
            {t('reportDeadLink')}
          </a>
        </p>
      )}
    </footer>
  )
}
