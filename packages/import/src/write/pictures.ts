import { createHash } from 'node:crypto'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { imageSize } from 'image-size'
import { toSlug } from '@/lib/content'
import { fileStem } from '../arrange/name-page'

/** A picture to copy along with the pages. */
export interface Picture {
  url: string
  /** Alternative text if the source has none. */
  alt: string
  /** File name in the figures folder. */
  name: string
  bytes: Buffer
}

const extensions = /\.(svg|png|jpe?g|webp|avif|gif)$/i
const maxBytes = 5 * 1024 * 1024
/** Folders in which generators keep pictures, and which the pictures' addresses omit. */
const roots = [
  '',
  'static',
  'content',
  'content/static',
  'images',
  'src',
  'public',
  'theme/static',
  'docs',
  'assets',
  'src/assets',
  'source',
  'static/img',
  'img',
  '.vitepress/public',
]

/** The address of a file in some version of a repository: pages name pictures of their own repository so. */
const repositoryFile =
  /^https?:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/heads\/)?[^/]+|cdn\.statically\.io\/gh\/[^/]+\/[^/]+\/[^/]+|cdn\.jsdelivr\.net\/gh\/[^/]+\/[^/]+|github\.com\/[^/]+\/[^/]+\/(?:raw|blob)\/[^/]+)\/([^?#]+)/i

/** Finds the pictures of imported pages and names their copies. */
export class PictureFinder {
  private readonly names = new Map<string, string>()
  private readonly found = new Map<string, Promise<Picture | string>>()
  private readonly queue: { last: Promise<unknown> } = { last: Promise.resolve() }

  /** @param figures The figures folder, whose files are not overwritten. `folders` are searched for pictures too. */
  constructor(
    private readonly figures: string,
    private readonly folders: string[] = [],
  ) {}

  /** Returns the picture at an address of a page, or the reason why it is left out. */
  find(src: string, source: string): Promise<Picture | string> {
    const key = `${path.dirname(source)}\n${src}`
    const known = this.found.get(key)
    if (known) return known
    // One at a time, so that names are given in page order.
    const next = this.queue.last.then(() => this.search(src, source))
    this.queue.last = next
    this.found.set(key, next)
    return next
  }

  private async search(written: string, source: string): Promise<Picture | string> {
    const own = repositoryFile.exec(written)?.[1]
    const isOwn = own !== undefined && (await findFile(`/${own}`, source, this.folders)) !== null
    const src = isOwn ? `/${own}` : written
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(src))
      return `The picture ${src.slice(0, 100)} is on another site and is left out.`
    const file = await findFile(src, source, this.folders)
    if (!file) return `The picture ${src} was not found near the page and is left out.`
    if (!extensions.test(file))
      return `The picture ${src} is not an SVG, PNG, JPEG, WebP, AVIF or GIF file and is left out.`
    const bytes = await readFile(file)
    if (!isPicture(bytes, file)) return `The picture ${src} is not safe to show and is left out.`
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

/** Finds a picture next to the page or below the folders above it. Each match must lie inside the folder searched. */
async function findFile(src: string, source: string, folders: string[]): Promise<string | null> {
  const address = decode(src.replace(/[?#].*$/s, ''))
    .replace(/^[{|](filename|static|attach)[}|]/i, '')
    .replace(/^@site\//, '/')
    .replace(/^@\/?|^~\/?/, '')
  const start = path.dirname(path.resolve(source))
  const candidates = address.startsWith('/') ? [] : [{ root: path.dirname(start), file: path.resolve(start, address) }]
  const inside = path.posix.normalize(address.replace(/\\/g, '/')).replace(/^(\.*\/)+/, '')
  let folder = start
  for (let level = 0; level < 5; level++) {
    for (const root of roots) candidates.push({ root: path.join(folder, root), file: path.join(folder, root, inside) })
    const parent = path.dirname(folder)
    // The file system's root is no site.
    if (parent === folder || path.dirname(parent) === parent) break
    folder = parent
  }
  // In a named folder, the first parts of the address may be those of the site.
  for (const named of folders.map((each) => path.resolve(each))) {
    const parts = inside.split('/')
    for (let from = 0; from < parts.length; from++)
      candidates.push({ root: named, file: path.join(named, ...parts.slice(from)) })
  }
  for (const { root, file } of candidates) {
    if (!file.startsWith(root + path.sep)) continue
    try {
      const [real, realRoot] = [await realpath(file), await realpath(root)]
      const facts = await stat(real)
      if (facts.isFile() && facts.size > 0 && facts.size <= maxBytes && real.startsWith(realRoot + path.sep))
        return real
    } catch {
      // Not in this folder.
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

/** Tells whether bytes match the extension. Refuses an SVG with scripts: opened directly, it would run them. */
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
