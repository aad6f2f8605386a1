import { getContentFolder, deriveFromContent } from '../content'
import { getLog } from '../observing'
import { readLinkStates, type LinkState } from './state'

/** Link states that pages show, by address as written in the content. Addresses in good order are missing. */
export type LinkStates = ReadonlyMap<string, Pick<LinkState, 'verdict' | 'archived'>>

/** Returns the states of the content's links, read once per version. If the file can't be read, all links are shown. */
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
