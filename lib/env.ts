import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { isNetwork, type TrustedProxies } from './client-address'
import { makeFolder } from './make-folder'

/** Something only the operator can mend. Its message is one sentence, shown without a stack trace. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}

/** An empty variable is one that is not set: compose files and shells write `NAME=`. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const variables = z.object({
  /** Where the portal listens. */
  PORT: optional(z.string().regex(/^\d{1,5}$/).transform(Number).refine((port) => port < 65536)),
  /** Where the SQLite file and the secret are kept. */
  DATA_DIR: optional(z.string()),
  /** `file:…` for SQLite or `postgresql://…`. */
  DATABASE_URL: optional(z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/)),
  /** The address readers use, when it is not http://localhost:PORT. */
  BASE_URL: optional(z.url({ protocol: /^https?$/ })),
  /** The proxies between readers and this server: how many, or their addresses and networks. */
  TRUSTED_PROXIES: optional(z.string().transform(toTrustedProxies).refine((proxies) => typeof proxies === 'number' || proxies.every(isNetwork))),
  /** Signs session cookies; made on the first run when it is not given. */
  AUTH_SECRET: optional(z.string().min(32)),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  /** The server that takes our mail: `smtp://…` or `smtps://…`. */
  SMTP_URL: optional(z.string().refine((url) => /^smtps?:/.test(url) && URL.canParse(url) && new URL(url).hostname !== '')),
  /** Whom mail comes from: an address, or a name before one in angle brackets. */
  MAIL_FROM: optional(z.string().regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)),
  /** Where to report a weakness: an e-mail address, or the `https:` address of a form. */
  SECURITY_CONTACT: optional(z.union([z.email().transform((address) => `mailto:${address}`), z.url({ protocol: /^https$/ })])),
})

const cures: Record<keyof z.infer<typeof variables>, string> = {
  PORT: 'must be a number from 0 to 65535',
  DATA_DIR: 'must be a folder',
  DATABASE_URL: 'must begin with "file:" (SQLite) or "postgresql://"',
  BASE_URL: 'must be an address that begins with http:// or https://',
  TRUSTED_PROXIES: 'must be the number of proxies before this server, or their addresses and networks with commas between, as in 10.0.0.0/8',
  AUTH_SECRET: 'must be at least 32 characters',
  GITHUB_CLIENT_ID: 'must be text',
  GITHUB_CLIENT_SECRET: 'must be text',
  SMTP_URL: 'must be an address that begins with smtp:// or smtps://; special characters in its password must be percent-encoded',
  MAIL_FROM: 'must be an e-mail address, or a name with one after it in angle brackets',
  SECURITY_CONTACT: 'must be an e-mail address, or an address that begins with https://',
}

/** The configuration, checked and complete. */
export interface Env {
  port: number
  /** Absolute. */
  dataDir: string
  database: { provider: 'sqlite' | 'postgresql'; url: string }
  /** Without a slash at the end. */
  baseUrl: string
  /** Whose word is taken about where a request comes from; nobody's, if none are named. */
  trustedProxies: TrustedProxies
  /** The same where it was set and leads here from other machines too; else null. */
  publicUrl: string | null
  github?: { clientId: string; clientSecret: string }
  /** Without it the portal sends no mail. */
  mail?: { server: string; from: string }
  /** As an address: `mailto:…` or `https:…`. */
  securityContact?: string
}

/** Reads the configuration. Throws an OperatorError that names the first variable that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = variables.safeParse(source)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof cures
    throw new OperatorError(`${name} ${cures[name]}.`)
  }
  const { PORT = 3000, DATA_DIR = 'data', DATABASE_URL, BASE_URL, TRUSTED_PROXIES = [], GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, SMTP_URL, MAIL_FROM, SECURITY_CONTACT } = parsed.data
  if (Boolean(SMTP_URL) !== Boolean(MAIL_FROM)) throw new OperatorError(`${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'} must be set too: mail needs both SMTP_URL and MAIL_FROM.`)
  const dataDir = path.resolve(/* turbopackIgnore: true */ DATA_DIR)
  return {
    port: PORT,
    dataDir,
    database: readDatabase(DATABASE_URL ?? `file:${path.join(dataDir, 'lectern.db')}`),
    baseUrl: (BASE_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, ''),
    trustedProxies: TRUSTED_PROXIES,
    publicUrl: BASE_URL && !isLoopback(BASE_URL) ? BASE_URL.replace(/\/+$/, '') : null,
    github: GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET ? { clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET } : undefined,
    mail: SMTP_URL && MAIL_FROM ? { server: SMTP_URL, from: MAIL_FROM } : undefined,
    securityContact: SECURITY_CONTACT,
  }
}

/** Whether an address leads every machine to itself. */
function isLoopback(url: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname)
}

function toTrustedProxies(text: string): TrustedProxies {
  return /^\d{1,2}$/.test(text.trim()) ? Number(text) : text.split(',').map((each) => each.trim()).filter(Boolean)
}

function readDatabase(url: string): Env['database'] {
  if (!url.startsWith('file:')) {
    if (!URL.canParse(url)) throw new OperatorError('DATABASE_URL can\'t be read as an address; a password with special characters must be percent-encoded.')
    return { provider: 'postgresql', url }
  }
  // Absolute, so that it names the same file whatever folder a process is started in.
  const file = path.resolve(url.slice('file:'.length).replace(/^\/\/(?=\/)/, ''))
  // libSQL reads it as an address, where these have a meaning of their own.
  return { provider: 'sqlite', url: `file:${file.replace(/[%?#]/g, encodeURIComponent)}` }
}

/**
 * The secret that signs session cookies: `AUTH_SECRET`, or the one kept in the data folder, made on
 * the first run and readable by its owner alone.
 */
export function readSecret(env: Env, source: Record<string, string | undefined> = process.env): string {
  if (source.AUTH_SECRET) return source.AUTH_SECRET
  const file = path.join(env.dataDir, 'secret')
  if (!existsSync(file)) makeSecret(file)
  const secret = readFileSync(file, 'utf8')
  if (secret.length < 32) throw new OperatorError(`The secret in ${file} is shorter than 32 characters; delete that file, and a new one is made.`)
  return secret
}

/** Of several processes that start at once, one makes it; it appears whole, so that the others never read half of it. */
function makeSecret(file: string): void {
  const draft = `${file}.${randomUUID()}`
  makeFolder(path.dirname(file))
  writeFileSync(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
