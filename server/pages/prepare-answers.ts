import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { hashScripts, hashStyles } from './hash-inline'
import { inlineStyles } from './inline-styles'
import { encodings, preparedFolder, suffixes, type Hashes, type Prepared, type PreparedAnswers } from './prepared'
import { always, makePolicy, strictTransport } from '../policy'
import { settlePage } from './settle-page'
import { letWait } from './what-can-wait'

const build = path.dirname(preparedFolder)

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
}

/** What compressing makes smaller. */
const compressible = /^(text\/|image\/svg|application\/manifest)/

const forever = 'public, max-age=31536000, immutable'
/** Any cache may keep it, and has to ask each time: an ETag makes that a short answer. */
const askEachTime = 'public, max-age=0, must-revalidate'

/** Pages of which Next itself decides when they are the answer. */
const answeredByNext = ['/_not-found', '/_global-error']

/**
 * Makes ready what a build has made once for all: pages settled with their style sheets in them and nothing before their words, everything compressed as far as it goes.
 * Throws where a page is not as this Next writes it.
 */
export function prepareAnswers(): void {
  rmSync(preparedFolder, { recursive: true, force: true })
  const prepared: PreparedAnswers = {
    answers: {},
    ours: { scripts: [], styles: [] },
    ofNext: { scripts: [], styles: [] },
  }
  const pages = listPages()
  const readersPages = new Set(
    listRoutes()
      .filter((route) => route.startsWith('/reader'))
      .map((route) => route.slice('/reader'.length) || '/'),
  )
  for (const [address, route] of pages) {
    const html = readFileSync(
      path.join(build, 'server/app', `${address === '/' ? 'index' : address.slice(1)}.html`),
      'utf8',
    )
    if (answeredByNext.includes(address)) addHashes(html, prepared.ofNext)
    else {
      const settled = letWait(inlineStyles(settlePage(html), readSheet))
      addHashes(settled, prepared.ours)
      prepared.answers[address] = {
        ...write(`pages${address === '/' ? '/index' : address}.html`, Buffer.from(settled), 9),
        cacheControl: askEachTime,
        page: { forReaders: readersPages.has(route) },
      }
    }
  }
  const statics = path.join(build, 'static')
  for (const file of listFiles(statics))
    prepared.answers[`/_next/static/${file}`] = {
      ...write(`static/${file}`, readFileSync(path.join(statics, file)), 11),
      cacheControl: forever,
    }
  for (const file of listFiles('public'))
    prepared.answers[`/${file}`] = {
      ...write(`public/${file}`, readFileSync(path.join('public', file)), 11),
      cacheControl: askEachTime,
    }
  writeFileSync(path.join(preparedFolder, 'answers.json'), JSON.stringify(prepared))
  writeFileSync(path.join(preparedFolder, 'headers.caddy'), describeHeaders(prepared))
}

/** For a front server that answers pages from the files: the headers that the portal itself would give them. */
function describeHeaders({ ours }: PreparedAnswers): string {
  const policy = makePolicy({ baseUrl: 'https://', github: true }, ours)
  const lines = Object.entries({
    ...always,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Strict-Transport-Security': strictTransport,
  }).map(([name, value]) => `\theader ${name} "${value}"`)
  return `(headers) {\n${lines.join('\n')}\n}\n\n(policy-of-pages) {\n\theader Content-Security-Policy "${policy}"\n}\n`
}

/** The pages that were made at build, each with the route it is of. */
function listPages(): [address: string, route: string][] {
  const { routes } = JSON.parse(readFileSync(path.join(build, 'prerender-manifest.json'), 'utf8')) as {
    routes: Record<string, { srcRoute: string; htmlSize?: number }>
  }
  return Object.entries(routes).flatMap(([address, { srcRoute, htmlSize }]): [string, string][] =>
    htmlSize === undefined ? [] : [[address, srcRoute]],
  )
}

function listRoutes(): string[] {
  return Object.values(
    JSON.parse(readFileSync(path.join(build, 'app-path-routes-manifest.json'), 'utf8')) as Record<string, string>,
  )
}

function addHashes(html: string, hashes: Hashes): void {
  hashes.scripts = [...new Set([...hashes.scripts, ...hashScripts(html)])]
  hashes.styles = [...new Set([...hashes.styles, ...hashStyles(html)])]
}

function readSheet(address: string): string {
  return readFileSync(path.join(build, address.replace('/_next/', '')), 'utf8')
}

/** Writes a file and what it is in each encoding that makes it smaller. */
function write(
  file: string,
  content: Buffer,
  brotliQuality: number,
): Pick<Prepared, 'file' | 'type' | 'etag' | 'encodings'> {
  const type = types[path.extname(file)] ?? 'application/octet-stream'
  const target = path.join(preparedFolder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
  const encoded = {
    br: () =>
      brotliCompressSync(content, {
        params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
      }),
    gzip: () => gzipSync(content, { level: 9 }),
  }
  const kept = encodings.filter((encoding) => {
    if (!compressible.test(type)) return false
    const smaller = encoded[encoding]()
    if (smaller.length >= content.length) return false
    writeFileSync(target + suffixes[encoding], smaller)
    return true
  })
  return { file, type, etag: createHash('sha256').update(content).digest('base64url').slice(0, 22), encodings: kept }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => statSync(path.join(folder, name)).isFile())
}
