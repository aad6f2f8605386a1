import type { ComponentProps, ReactNode } from 'react'
import type { Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { Html } from '@/components/ui/html'
import { t } from '@/messages/generated/content'
import { Checkpoint } from './authors/checkpoint'
import { CodeBlock } from './authors/code-block'
import { Kbd } from './authors/kbd'
import { Note, Warning } from './authors/notice'
import { Tab, Tabs } from './authors/tabs'
import { compileTopic } from './compile-topic'
import { ResourceControls, ResourceLink } from '@/components/shelf/resource'
import { scrollableProps } from './scrollable'

interface TopicContentProps {
  topic: Topic
  /** Both null for a signed-out viewer. */
  shelf: Shelf | null
  marks: ReaderMarks | null
  linkStates: LinkStates
}

/** A topic's body with the controls of its resources. */
export async function TopicContent({ topic, ...reading }: TopicContentProps) {
  const Body = await compileTopic(topic, reading.linkStates)
  if (!Body) return <Unreadable />
  return (
    <div className="prose">
      <Body components={bindComponents({ topic, ...reading })} />
    </div>
  )
}

/** Replaces a body that is not valid MDX, which the content check refuses. */
function Unreadable() {
  return <p className="max-w-measure">{t('unreadable')}</p>
}

/** Returns the component for each element of a body. Bodies refer to resources by id. */
function bindComponents({ topic, shelf, marks, linkStates }: TopicContentProps) {
  const resources = new Map(topic.resources.map((resource) => [resource.id, resource]))
  const pick = (ids: string) => ids.split(' ').flatMap((id) => resources.get(id) ?? [])
  return {
    Html,
    pre: CodeBlock,
    Note,
    Warning,
    Tabs,
    Tab,
    Kbd,
    Checkpoint,
    table: (props: ComponentProps<'table'>) => (
      <div className="table-scroll" {...scrollableProps(t('table'))}>
        <table {...props} />
      </div>
    ),
    ResourceLink: ({ id, children }: { id: string; children: ReactNode }) =>
      pick(id).map((resource) => (
        <ResourceLink key={id} resource={resource} shelf={shelf} linkStates={linkStates}>
          {children}
        </ResourceLink>
      )),
    ResourceControls: ({ id, named }: { id: string; named?: string }) =>
      pick(id).map((resource) => (
        <ResourceControls key={id} resource={resource} marks={marks} page={`/${topic.slug}`} named={Boolean(named)} />
      )),
  }
}
