import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressHeader, toRateLimitKey } from '../lib/client-address'
import { isSigned, pullContent } from '../lib/content-git'
import type { Env } from '../lib/env'
import { makeTokenBuckets } from '../lib/token-buckets'
import { sendEarlyAnswer, type EarlyAnswer } from './guards'

/** The address that the content's Git host requests after a push. */
export const webhookAddress = '/api/content-webhook'

/** The largest body, in bytes; enough for a push with many commits. `guardBody` refuses larger Content-Lengths. */
const maxBytes = 2 ** 20

/** Creates the handler that pulls the content after a signed webhook. Limits requests per network before reading. */
export function createContentWebhook({ contentGit }: Pick<Env, 'contentGit'>) {
  const perNetwork = makeTokenBuckets(30)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    sendEarlyAnswer(response, await answer(request))
  }

  async function answer(request: IncomingMessage): Promise<EarlyAnswer> {
    const secret = contentGit?.webhookSecret
    if (!secret) return { status: 404, message: 'The webhook is off. Set both CONTENT_GIT and CONTENT_WEBHOOK_SECRET.' }
    const wait = perNetwork.take(toRateLimitKey(String(request.headers[addressHeader] ?? '')))
    if (wait !== null)
      return {
        status: 429,
        message: `Too many requests. Wait ${wait} seconds.`,
        headers: { 'Retry-After': String(wait) },
      }
    const body = await readBody(request)
    if (!body) return { status: 413, message: `Request body too large (maximum ${maxBytes / 2 ** 20} MB).` }
    if (!isSigned(body, request.headers, secret))
      return {
        status: 401,
        message: 'Sign the body with CONTENT_WEBHOOK_SECRET (X-Hub-Signature-256), or send it as X-Gitlab-Token.',
      }
    return pullContent()
      ? { status: 202, message: 'The content is being pulled.' }
      : { status: 503, message: 'Content can’t be pulled at the moment. See the log for the reason.' }
  }
}

/** Returns the whole body; null if it is too large or breaks off. The server limits how long it may take. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    // The connection is still needed for the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > maxBytes) return null
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}
