import type { LinkPictureProps } from '@/components/content/link-picture'
import { getChapter, getNumber, type Portal, type Topic } from '@/lib/content'

/** Returns the texts and spines of a topic's picture. */
export function describeTopicPicture(portal: Portal, topic: Topic): LinkPictureProps {
  const chapter = getChapter(portal, topic)
  const isHead = chapter?.head === topic
  const ids = isHead ? chapter.tutorialIds : topic.tutorialIds
  const count = isHead
    ? `${countOf(1 + chapter.topics.length, 'topic')}, ${countOf(ids.length, 'tutorial')}`
    : countOf(ids.length, 'tutorial')
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
    overline: 'A learning portal',
    title: settings.home.heading,
    ids: tutorialIds,
    count: `${countOf(topics.size, 'topic')}, ${countOf(tutorialIds.length, 'tutorial')}`,
  }
}

function countOf(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
