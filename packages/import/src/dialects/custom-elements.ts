import { readAttributes, type SourceLines } from './source-lines'

/** An element that a site defines, with attributes: `<video-player src="…"></video-player>`. */
const element = /<((?!lectern-)[a-z][a-z0-9]*(?:-[a-z0-9]+)+)((?:\s+[\w:-]+="[^"]*")+)\s*(?:\/>|>([^<>]*)<\/\1\s*>)/g

/** Rewrites elements of a site's own that lead somewhere, such as a player, as links. Names in angle brackets are words. */
export function rewriteCustomElements(page: SourceLines): void {
  if (!page.lines.some(({ text }) => /<[a-z][a-z0-9]*-[a-z]/.test(text))) return
  page.replaceInProse(element, ([whole, name = '', written = '', content = ''], line) => {
    const attributes = readAttributes(written)
    const video = attributes.videoid && `https://www.youtube.com/watch?v=${attributes.videoid}`
    const address = video ?? Object.values(attributes).find((value) => /^https?:\/\/\S+$/.test(value))
    if (!address) return whole
    const [, title = ''] = Object.entries(attributes).find(([key]) => /(?:title|label)$/.test(key)) ?? []
    page.addLeftOut(`The element <${name}>, not its address,`, line)
    const words = (content.trim() || title).replace(/[[\]]/g, '\\$&')
    return words ? `[${words}](${address})` : `<${address}>`
  })
}
