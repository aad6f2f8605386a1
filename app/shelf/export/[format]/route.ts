import { toAddress } from '@/lib/base-path'
import { getSettings } from '@/lib/content'
import { getLog } from '@/lib/observing'
import { readSession } from '@/lib/session'
import { writeCsv, writeHtml, writeJson } from '@/lib/transfer'
import { t } from '@/messages/generated/shelf'
import { flatten, readEverything, readFolders } from '../read-export'

/** The download formats. */
const formats = {
  json: {
    extension: 'json',
    type: 'application/json',
    write: async (reader: string, now: Date) => writeJson(await readEverything(reader), now),
  },
  csv: {
    extension: 'csv',
    type: 'text/csv; charset=utf-8',
    write: async (reader: string) => writeCsv(flatten(await readFolders(reader))),
  },
  bookmarks: {
    extension: 'html',
    type: 'text/html; charset=utf-8',
    write: async (reader: string) => writeHtml((await getSettings()).name, await readFolders(reader)),
  },
}

/** Returns the reader's own shelf as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ format: string }> }): Promise<Response> {
  const { format } = await params
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  if (!isFormat(format)) return new Response('Unknown format. Use json, csv or bookmarks.', { status: 404, headers })
  const { extension, type, write } = formats[format]
  try {
    const { reader, cookies } = await readSession(request.headers)
    for (const cookie of cookies) headers.append('Set-Cookie', cookie)
    if (!reader) {
      headers.set('Location', toAddress('/sign-in?next=/shelf/export'))
      return new Response(null, { status: 303, headers })
    }
    const now = new Date()
    const pieces = await write(reader.id, now)
    headers.set('Content-Type', type)
    headers.set(
      'Content-Disposition',
      `attachment; filename="${nameFile((await getSettings()).name)}shelf-${now.toISOString().slice(0, 10)}.${extension}"`,
    )
    return new Response(toStream(pieces), { headers })
  } catch (error) {
    getLog().error({ err: error }, 'A shelf can’t be downloaded.')
    headers.set('Retry-After', '5')
    return new Response(t('exportUnavailable'), {
      status: 503,
      headers,
    })
  }
}

/** Returns a prefix for the file name from the portal's name, in ASCII letters and digits. */
function nameFile(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return words ? `${words.join('-')}-` : ''
}

function isFormat(format: string): format is keyof typeof formats {
  return Object.hasOwn(formats, format)
}

/** Streams pieces in chunks of at least 64 KB, on demand. */
function toStream(pieces: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      let text = ''
      while (text.length < 64 * 1024) {
        const { value, done } = pieces.next()
        if (done) {
          if (text) controller.enqueue(encoder.encode(text))
          controller.close()
          return
        }
        text += value
      }
      controller.enqueue(encoder.encode(text))
    },
  })
}
