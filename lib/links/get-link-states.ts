import { getContentFolder, deriveFromContent } from '../content'
import { getLog } from '../observing'
import { readLinkStates, type LinkState } from './state'

/** What pages show of the links, by address as it stands in the content. An address that is not in it is well. */
export type LinkStates = ReadonlyMap<string, Pick<LinkState, 'verdict' | 'archived'>>

/** The states of the content's links, read once for each version of it. A file that can't be read takes no page down: all links are shown. */
export function getLinkStates(): LinkStates {
  return deriveFromContent('link states', () => {
    try {
      return readLinkStates(getContentFolder())
    } catch (error) {
      getLog().error({ err: error }, 'The states of links can’t be read; all links are shown.')
      return new Map()
    }
  })
}
