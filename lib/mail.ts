import 'server-only'
import { createTransport } from 'nodemailer'
import pLimit from 'p-limit'
import { needsSmtpUtf8 } from './email-address'
import { readEnv } from './env'

/** A plain-text message. */
export interface Message {
  to: string
  subject: string
  text: string
}

/** Timeouts in milliseconds: long enough for any working server, and no request waits for them. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** A slow mail server delays other messages, but never the portal. */
const fewAtOnce = pLimit(4)

/** Whether a mail server is configured. */
export function canSendMail(): boolean {
  return readEnv().mail !== undefined
}

/** Sends a message. Does nothing if no mail server is configured. */
export async function sendMail(message: Message): Promise<void> {
  const { mail } = readEnv()
  if (!mail) return
  const transport = createTransport({ url: mail.server, ...patience, disableFileAccess: true, disableUrlAccess: true })
  try {
    // As an object, so that it is parsed as one address.
    const to = { name: '', address: message.to }
    await fewAtOnce(() =>
      transport.sendMail({ from: mail.from, ...message, to, headers: { 'Auto-Submitted': 'auto-generated' } }),
    )
  } catch (error) {
    if (!needsSmtpUtf8(message.to)) throw error
    throw new Error(
      'The mail server refused a message to an address with letters beyond ASCII before the "@". It must support SMTPUTF8 (RFC 6531) to take one.',
      { cause: error },
    )
  } finally {
    transport.close()
  }
}
