import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A received message. */
export interface Mail {
  from: string
  to: string
  subject: string
  text: string
  /** The token of its link, if it has one. */
  token: string
}

/** A real mail server for tests, on this machine; it delivers nothing. */
export interface Mailbox {
  url: string
  mails: Mail[]
  /** Whether it accepts messages, refuses them, or never answers. */
  mood: 'take' | 'refuse' | 'stall'
  /** The subjects of all messages, including refused ones. */
  offered: string[]
  /** Answers the clients that are waiting because of `stall`. */
  release(): void
  stop(): Promise<void>
}

/** Starts a mail server on a free port; it calls `onMail` with each accepted message. */
export async function startMailbox(onMail: (mail: Mail) => void = () => {}): Promise<Mailbox> {
  const stalled: (() => void)[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const mail = parse(Buffer.concat(chunks).toString('utf8'), to)
        mailbox.offered.push(mail.subject)
        const refuse = () => done(new Error(`No such mailbox: ${to}`))
        if (mailbox.mood === 'stall') return void stalled.push(refuse)
        if (mailbox.mood === 'refuse') return refuse()
        mailbox.mails.push(mail)
        onMail(mail)
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    mood: 'take',
    offered: [],
    release: () => stalled.splice(0).forEach((refuse) => refuse()),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mailbox
}

function parse(raw: string, to: string): Mail {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? ''
  const encoded = body.join('\r\n\r\n')
  const text = /quoted-printable/i.test(header('Content-Transfer-Encoding'))
    ? Buffer.from(
        encoded
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
        'latin1',
      ).toString()
    : encoded
  return { from: header('From'), to, subject: header('Subject'), text, token: /\?token=([\w-]+)/.exec(text)?.[1] ?? '' }
}
