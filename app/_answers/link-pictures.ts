import type { LinkPictureProps } from '@/components/content/link-picture'
import { getChapter, getNumber, type Portal, type Topic } from '@/lib/content'
import { t } from '@/messages/generated/feeds'

/** Returns the texts and spines of a topic's picture. */
export function describeTopicPicture(portal: Portal, topic: Topic): LinkPictureProps {
  const chapter = getChapter(portal, topic)
  const isHead = chapter?.head === topic
  const ids = isHead ? chapter.tutorialIds : topic.tutorialIds
  const count = isHead
    ? t('topicsAndTutorials', { topics: 1 + chapter.topics.length, tutorials: ids.length })
    : t('tutorials', { count: ids.length })
  return {
    ...describeOwner(portal),
    overline: `${getNumber(portal, topic)} ${chapter?.head.sidebartitle ?? ''}`,
    title: topic.title,
    ids,
    count,
  }
}

const describeOwner = ({ settings: { name, accent } }: Portal) => ({ name, accent: accent?.light })

/** Returns the texts and spines of the portal's picture. */
export function describePortalPicture(portal: Portal): LinkPictureProps {
  const { topics, tutorialIds, settings } = portal
  return {
    ...describeOwner(portal),
    overline: t('learningPortal'),
    title: settings.home.heading,
    ids: tutorialIds,
    count: t('topicsAndTutorials', { topics: topics.size, tutorials: tutorialIds.length }),
  }
}
