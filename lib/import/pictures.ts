import { createHash } from 'node:crypto'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { imageSize } from 'image-size'
import { fileStem, toSlug } from './name-page'

/** A picture to be copied beside the pages. */
export interface Picture {
  url: string
  /** Words for one that has none. */
  alt: string
  /** Its name in the folder of figures. */
  name: string
  bytes: Buffer
}

const extensions = /\.(svg|png|jpe?g|webp|avif|gif)$/i
const maxBytes = 5 * 1024 * 1024
/** Folders of a site that its pictures' addresses do not name. */
const roots = ['', 'static', 'content', 'content/static', 'images', 'src', 'public', 'theme/static']

/** Finds the pictures of imported pages, and gives each a name in the folder of figures. */
export class PictureFinder {
  private readonly names = new Map<string, string>()
  private readonly found = new Map<string, Promise<Picture | string>>()
  private readonly queue: { last: Promise<unknown> } = { last: Promise.resolve() }

  /** @param figures The folder of figures, whose files are not overwritten. */
  constructor(private readonly figures: string) {}

  /** The picture of an address on a page, or why it is left out. */
  find(src: string, source: string): Promise<Picture | string> {
    const key = `${path.dirname(source)}\n${src}`
    const known = this.found.get(key)
    if (known) return known
    // One after the other, so that names are given in the order of the pages.
    const next = this.queue.last.then(() => this.search(src, source))
    this.queue.last = next
    this.found.set(key, next)
    return next
  }

  private async search(src: string, source: string): Promise<Picture | string> {
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(src))
      return `The picture ${src.slice(0, 100)} is on another site and is left out.`
    const file = await findFile(src, source)
    if (!file) return `The picture ${src} was not found near the page and is left out.`
    if (!extensions.test(file)) return `The picture ${src} is no svg, png, jpg, webp, avif or gif file and is left out.`
    const bytes = await readFile(file)
    if (!isPicture(bytes, file))
      return `The file of the picture ${src} is no picture that can be shown safely, and is left out.`
    const name = await this.giveName(file, bytes)
    return {
      url: `/figures/${name}`,
      alt: fileStem(path.basename(file).replace(extensions, '')).replace(/[-_]+/g, ' ').trim() || 'A picture',
      name,
      bytes,
    }
  }

  private async giveName(file: string, bytes: Buffer): Promise<string> {
    if (this.names.size === 0)
      for (const name of await readdir(this.figures).catch(() => [] as string[]))
        this.names.set(
          name.toLowerCase(),
          hash(await readFile(path.join(this.figures, name)).catch(() => Buffer.alloc(0))),
        )
    const extension = path.extname(file).toLowerCase()
    const stem = toSlug(path.basename(file).replace(extensions, '')) || 'picture'
    for (let number = 1; ; number++) {
      const name = `${stem}${number > 1 ? `-${number}` : ''}${extension}`
      const other = this.names.get(name)
      if (other !== undefined && other !== hash(bytes)) continue
      this.names.set(name, hash(bytes))
      return name
    }
  }
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Beside the page, or below one of the folders above it; never above where the search stands. */
async function findFile(src: string, source: string): Promise<string | null> {
  const address = decode(src.replace(/[?#].*$/s, '')).replace(/^[{|](filename|static|attach)[}|]/i, '')
  const start = path.dirname(path.resolve(source))
  const candidates = address.startsWith('/') ? [] : [{ root: path.dirname(start), file: path.resolve(start, address) }]
  const inside = path.posix.normalize(address.replace(/\\/g, '/')).replace(/^(\.*\/)+/, '')
  let folder = start
  for (let level = 0; level < 5; level++) {
    for (const root of roots) candidates.push({ root: path.join(folder, root), file: path.join(folder, root, inside) })
    const parent = path.dirname(folder)
    // The root of the file system holds no site.
    if (parent === folder || path.dirname(parent) === parent) break
    folder = parent
  }
  for (const { root, file } of candidates) {
    if (!file.startsWith(root + path.sep)) continue
    try {
      const [real, realRoot] = [await realpath(file), await realpath(root)]
      const facts = await stat(real)
      if (facts.isFile() && facts.size > 0 && facts.size <= maxBytes && real.startsWith(realRoot + path.sep))
        return real
    } catch {
      // Not here.
    }
  }
  return null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A drawing can hold programs; opened by its address it would run them as the portal. */
function isPicture(bytes: Buffer, file: string): boolean {
  try {
    if (!imageSize(bytes).width) return false
  } catch {
    return false
  }
  return (
    !/\.svg$/i.test(file) || !/<script|<foreignObject|\son\w+\s*=|javascript:|<!ENTITY/i.test(bytes.toString('utf8'))
  )
}
