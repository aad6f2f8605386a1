import { richText } from '@/components/ui/rich-text'
import type { FoundResource } from '@/lib/search'
import { t } from '@/messages/generated/search'
import { HighlightedText } from './highlighted-text'

/** Says where a found resource is: "example.org, in Git", "example.org, tool in Git". */
export function Listing({ resource: { host, kind, topic } }: { resource: FoundResource }) {
  return richText(t.rich('listing', { kind, topic: topic.title, site: () => <HighlightedText pieces={host} /> }))
}
