import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import Negotiator from 'negotiator'
import { resourceParameters } from '../lib/resource-list'
import { sessionCookie } from '../lib/session-cookie'
import { encodings, preparedFolder, suffixes, type Prepared, type PreparedAnswers } from './pages/prepared'

/** How much of what was made at build stays in memory, in bytes; the rest is read for each request. */
const mostInMemory = 96 * 2 ** 20

/** Reads what the build has made ready. */
export function readPrepared(): PreparedAnswers {
  return JSON.parse(readFileSync(path.join(preparedFolder, 'answers.json'), 'utf8')) as PreparedAnswers
}

const memory = new Map<string, Promise<Buffer>>()
let inMemory = 0

async function readPreparedFile(file: string): Promise<Buffer> {
  const known = memory.get(file)
  if (known) return known
  const content = readFile(path.join(preparedFolder, file))
  const { length } = await content
  if (!memory.has(file) && inMemory + length <= mostInMemory) {
    inMemory += length
    memory.set(file, content)
  }
  return content
}

/** What was made at build for a request, if that is all its answer depends on. */
export function findPrepared(
  { answers }: PreparedAnswers,
  { method, url = '/', headers }: IncomingMessage,
): Prepared | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const [address = '', query] = url.split('?', 2)
  const prepared = Object.hasOwn(answers, address) ? answers[address] : undefined
  if (!prepared?.page) return prepared
  // What a browser's router asks for is not the page but what it is made of.
  if (headers.rsc !== undefined) return undefined
  if (prepared.page.forReaders && hasSessionCookie(headers.cookie)) return undefined
  // The one page whose query asks for another.
  if (
    query &&
    address === '/resources' &&
    [...new URLSearchParams(query).keys()].some((key) => resourceParameters.includes(key))
  )
    return undefined
  return prepared
}

const sessionCookies = new RegExp(`(?:^|;\\s*)(?:${Object.values(sessionCookie).join('|')})=`)

function hasSessionCookie(cookie: string | undefined): boolean {
  return cookie !== undefined && sessionCookies.test(cookie)
}

/** Answers with what was made at build, in the smallest encoding that the browser takes. */
export async function answerPrepared(
  request: IncomingMessage,
  response: ServerResponse,
  { file, type, etag, cacheControl, encodings: kept, page }: Prepared,
): Promise<void> {
  const accepted = kept.length > 0 ? new Negotiator(request).encodings([...kept]) : []
  const encoding = encodings.find((each) => accepted.includes(each))
  const tag = `"${etag}${encoding ? `-${encoding}` : ''}"`
  const isHeld = isFresh(request.headers['if-none-match'], tag)
  // Read first: an error must not carry the headers of the file.
  const content = isHeld ? undefined : await readPreparedFile(encoding ? file + suffixes[encoding] : file)
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', cacheControl)
  // "Cookie" too would be true of a page, and shared caches would then keep one copy for each reader: they are told to ask instead.
  if (kept.length > 0) response.setHeader('Vary', page ? 'RSC, Accept-Encoding' : 'Accept-Encoding')
  if (!content) return void response.writeHead(304).end()
  response.setHeader('Content-Type', type)
  response.setHeader('Content-Length', content.length)
  if (encoding) response.setHeader('Content-Encoding', encoding)
  response.writeHead(200)
  response.end(request.method === 'HEAD' ? undefined : content)
}

/** RFC 9110, 13.1.2: any of the tags that the browser holds, compared weakly. */
function isFresh(held: string | undefined, tag: string): boolean {
  return (
    held !== undefined &&
    (held.trim() === '*' || held.split(',').some((each) => each.trim().replace(/^W\//, '') === tag))
  )
}
