import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { isNetwork, type TrustedProxies } from './client-address'
import { readEmailAddress } from './email-address'
import { isWeakSecret } from './is-weak-secret'
import { makeFolder } from './make-folder'
import { isLoopback } from './own-host'
import { parseUrl } from './parse-url'

/** Something only the operator can mend. Its message is one sentence, shown without a stack trace. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}

/** An empty variable is one that is not set: compose files and shells write `NAME=`. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** A whole number of that many digits at most, and not 0. */
const count = (digits: number) =>
  optional(
    z
      .string()
      .regex(new RegExp(`^[1-9]\\d{0,${digits - 1}}$`))
      .transform(Number),
  )

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const variables = z.object({
  /** Where the portal listens. */
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port < 65536),
  ),
  /** The address that the portal listens on. Some shells set it by themselves, to the machine's name. */
  HOST: z.preprocess(
    (value) => (value === '' || value === hostname() ? undefined : value),
    z
      .string()
      .refine((host) => host === 'localhost' || isIP(host) > 0)
      .optional(),
  ),
  /** Where the SQLite file and the secret are kept. */
  DATA_DIR: optional(z.string()),
  /** `file:…` for SQLite or `postgresql://…`. */
  DATABASE_URL: optional(z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/)),
  /** The address readers use, when it is not http://localhost:PORT. */
  BASE_URL: optional(
    z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin)
      .transform((url) => new URL(url).origin),
  ),
  /** The proxies between readers and this server: how many, or their addresses and networks. */
  TRUSTED_PROXIES: optional(
    z
      .string()
      .transform(toTrustedProxies)
      .refine((proxies) => typeof proxies === 'number' || proxies.every(isNetwork)),
  ),
  /** Signs session cookies; made on the first run when it is not given. */
  AUTH_SECRET: optional(z.string().refine((secret) => !isWeakSecret(secret))),
  /** `1` lets passwords and sessions cross the network unencrypted. */
  INSECURE_HTTP: optional(z.enum(['0', '1'])),
  /** Who may make an account: anybody, those whom the operator invited, or nobody. */
  SIGN_UP: optional(z.enum(['open', 'invited', 'closed'])),
  /** Whether a visitor may keep marks without an account. */
  GUESTS: optional(z.enum(['on', 'off'])),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  /** The server that takes our mail: `smtp://…` or `smtps://…`. */
  SMTP_URL: optional(z.string().refine((url) => /^smtps?:/.test(url) && Boolean(parseUrl(url)?.hostname))),
  /** Whom mail comes from: an address, or a name before one in angle brackets. */
  MAIL_FROM: optional(z.string().regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)),
  /** The least that is logged; `debug` has a line for each request. */
  LOG_LEVEL: optional(z.enum(logLevels)),
  /** Opens /metrics to who shows it; without it there is none. */
  METRICS_TOKEN: optional(z.string().regex(/^[\x21-\x7e]{16,}$/)),
  /** Where to report a weakness: an email address, or the `https:` address of a form. */
  SECURITY_CONTACT: optional(
    z.union([
      z
        .string()
        .refine((address) => readEmailAddress(address)?.split('@').at(-1)?.includes('.'))
        .transform(toMailto),
      z.url({ protocol: /^https$/ }),
    ]),
  ),
  /** How many marks a guest, and an account, may store. */
  GUEST_MARKS: count(7),
  ACCOUNT_MARKS: count(7),
  /** How much their notes may take together, in MiB. */
  GUEST_NOTES_MIB: count(3),
  ACCOUNT_NOTES_MIB: count(3),
  /** How many changes of marks a minute one reader, and one network, may send. */
  READER_CHANGES_PER_MINUTE: count(6),
  NETWORK_CHANGES_PER_MINUTE: count(6),
  /** Below so much free disk, in MiB, the portal is not ready. */
  LOW_DISK_MIB: optional(
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  ),
  /** Another content folder; read by lib/content. */
  CONTENT_DIR: optional(z.string()),
  /** Where the content's sources are shown; read by lib/history. */
  REPOSITORY_URL: optional(z.string()),
})

/** The names of all variables that the portal reads. */
export const variableNames = Object.keys(variables.shape)

const cures: Record<keyof z.infer<typeof variables>, string> = {
  PORT: 'must be a number from 0 to 65535',
  HOST: 'must be an address of this machine, as 127.0.0.1, 0.0.0.0 or ::, or localhost',
  DATA_DIR: 'must be a folder',
  DATABASE_URL: 'must begin with "file:" (SQLite) or "postgresql://"',
  BASE_URL:
    'must be an address such as https://learn.example.org: http:// or https://, a host and perhaps a port, without path, query, fragment or password',
  TRUSTED_PROXIES:
    'must be the number of proxies before this server, or their addresses and networks with commas between, as in 10.0.0.0/8',
  AUTH_SECRET: 'must be at least 32 bytes that nobody can guess; this makes them: openssl rand -base64 32',
  INSECURE_HTTP: 'must be 1 or 0',
  SIGN_UP: 'must be open, invited or closed',
  GUESTS: 'must be on or off',
  GITHUB_CLIENT_ID: 'must be text',
  GITHUB_CLIENT_SECRET: 'must be text',
  SMTP_URL:
    'must be an address that begins with smtp:// or smtps://; special characters in its password must be percent-encoded',
  MAIL_FROM: 'must be an email address, or a name with one after it in angle brackets',
  LOG_LEVEL: `must be one of ${logLevels.join(', ')}`,
  METRICS_TOKEN: 'must be at least 16 characters, without spaces',
  SECURITY_CONTACT: 'must be an email address, or an address that begins with https://',
  GUEST_MARKS: 'must be a whole number from 1 to 9999999',
  ACCOUNT_MARKS: 'must be a whole number from 1 to 9999999',
  GUEST_NOTES_MIB: 'must be a whole number from 1 to 999',
  ACCOUNT_NOTES_MIB: 'must be a whole number from 1 to 999',
  READER_CHANGES_PER_MINUTE: 'must be a whole number from 1 to 999999',
  NETWORK_CHANGES_PER_MINUTE: 'must be a whole number from 1 to 999999',
  LOW_DISK_MIB: 'must be a whole number from 0 to 999999; 0 never warns',
  CONTENT_DIR: 'must be a folder',
  REPOSITORY_URL: 'must be an address',
}

/** The configuration, checked and complete. */
export interface Env {
  port: number
  /** The address to listen on; `localhost` stands for both addresses of this machine alone, null for every address it has. */
  host: string | null
  /** Absolute. */
  dataDir: string
  database: { provider: 'sqlite' | 'postgresql'; url: string }
  /** Without a slash at the end. */
  baseUrl: string
  /** Whose word is taken about where a request comes from; nobody's, if none are named. */
  trustedProxies: TrustedProxies
  /** The same where it was set and leads here from other machines too; else null. */
  publicUrl: string | null
  /** Who may make an account. */
  signUp: 'open' | 'invited' | 'closed'
  /** Whether a visitor may keep marks without an account. */
  guests: boolean
  github?: { clientId: string; clientSecret: string }
  /** Without it the portal sends no mail. */
  mail?: { server: string; from: string }
  /** As an address: `mailto:…` or `https:…`. */
  securityContact?: string
  /** How many marks, and bytes of notes, one reader may store. */
  quotas: Record<'guest' | 'account', { marks: number; noteBytes: number }>
  /** How many changes of marks a minute. */
  changesPerMinute: { reader: number; network: number }
  /** In bytes. */
  lowDisk: number
  logLevel: (typeof logLevels)[number]
  /** Without it there are no metrics to read. */
  metricsToken?: string
}

/** The variables of the last reading, and what was read of them. */
let last: { values: string; env: Env } | undefined

/** Reads the configuration. Throws an OperatorError that names the first variable that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // Asked for by every request, and checking it all takes a tenth of a millisecond.
  const values = JSON.stringify(Object.keys(variables.shape).map((name) => source[name] ?? null))
  if (last?.values !== values) last = { values, env: parseEnv(source) }
  return last.env
}

function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = variables.safeParse(source)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof cures
    throw new OperatorError(`${name} ${cures[name]}.`)
  }
  const {
    PORT = 3000,
    HOST,
    DATA_DIR = 'data',
    DATABASE_URL,
    BASE_URL,
    INSECURE_HTTP,
    TRUSTED_PROXIES = [],
    SIGN_UP = 'open',
    GUESTS = 'on',
    GITHUB_CLIENT_ID,
    GITHUB_CLIENT_SECRET,
    SMTP_URL,
    MAIL_FROM,
    SECURITY_CONTACT,
    LOG_LEVEL = 'info',
    METRICS_TOKEN,
  } = parsed.data
  const {
    GUEST_MARKS = 2000,
    ACCOUNT_MARKS = 10_000,
    GUEST_NOTES_MIB = 1,
    ACCOUNT_NOTES_MIB = 5,
    READER_CHANGES_PER_MINUTE = 600,
    NETWORK_CHANGES_PER_MINUTE = 6000,
    LOW_DISK_MIB = 64,
  } = parsed.data
  if (Boolean(SMTP_URL) !== Boolean(MAIL_FROM))
    throw new OperatorError(
      `${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'} must be set too: mail needs both SMTP_URL and MAIL_FROM.`,
    )
  if (HOST && !BASE_URL && !/^(localhost|127(\.\d+){3}|::1)$/.test(HOST))
    throw new OperatorError(
      `BASE_URL must be set where HOST is ${HOST}: other machines can reach the portal then, and it has to know at which address.`,
    )
  if (
    BASE_URL &&
    new URL(BASE_URL).protocol === 'http:' &&
    !isLoopback(new URL(BASE_URL).hostname) &&
    INSECURE_HTTP !== '1'
  )
    throw new OperatorError(
      'BASE_URL must begin with https:// where readers come from other machines: over http:// anybody on the way reads their passwords. INSECURE_HTTP=1 allows it all the same.',
    )
  const dataDir = path.resolve(/* turbopackIgnore: true */ DATA_DIR)
  return {
    port: PORT,
    host: HOST ?? (BASE_URL ? null : 'localhost'),
    dataDir,
    database: readDatabase(DATABASE_URL ?? `file:${path.join(dataDir, 'lectern.db')}`),
    baseUrl: (BASE_URL ?? `http://localhost:${PORT}`).replace(/(?<!\/)\/+$/, ''),
    trustedProxies: TRUSTED_PROXIES,
    publicUrl: BASE_URL && !isLoopback(new URL(BASE_URL).hostname) ? BASE_URL.replace(/(?<!\/)\/+$/, '') : null,
    signUp: SIGN_UP,
    guests: GUESTS === 'on',
    github:
      GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET
        ? { clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET }
        : undefined,
    mail: SMTP_URL && MAIL_FROM ? { server: SMTP_URL, from: MAIL_FROM } : undefined,
    securityContact: SECURITY_CONTACT,
    quotas: {
      guest: { marks: GUEST_MARKS, noteBytes: GUEST_NOTES_MIB * mebibyte },
      account: { marks: ACCOUNT_MARKS, noteBytes: ACCOUNT_NOTES_MIB * mebibyte },
    },
    changesPerMinute: { reader: READER_CHANGES_PER_MINUTE, network: NETWORK_CHANGES_PER_MINUTE },
    lowDisk: LOW_DISK_MIB * mebibyte,
    logLevel: LOG_LEVEL,
    metricsToken: METRICS_TOKEN,
  }
}

const mebibyte = 1024 * 1024

/** Whether an address names a server and nothing on it. A slash at the end is fine. */
function isOrigin(text: string): boolean {
  const url = parseUrl(text)
  if (!url) return false
  const { username, password, pathname } = url
  return !username && !password && /^\/+$/.test(pathname) && !/[?#@]/.test(text)
}

/** Returns the `mailto:` address (RFC 6068) of an email address, whose signs may mean something else in one. */
function toMailto(address: string): string {
  const [local = '', host = ''] = (readEmailAddress(address) ?? '').split('@')
  return `mailto:${encodeURIComponent(local)}@${host}`
}

function toTrustedProxies(text: string): TrustedProxies {
  return /^\d{1,2}$/.test(text.trim())
    ? Number(text)
    : text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)
}

function readDatabase(url: string): Env['database'] {
  if (!url.startsWith('file:')) {
    if (!parseUrl(url))
      throw new OperatorError(
        "DATABASE_URL can't be read as an address; a password with special characters must be percent-encoded.",
      )
    return { provider: 'postgresql', url }
  }
  // Absolute, so that it names the same file whatever folder a process is started in.
  const file = path.resolve(readFilePath(url))
  // libSQL reads it as an address, where these have a meaning of their own.
  return { provider: 'sqlite', url: `file:${file.replace(/[%?#]/g, encodeURIComponent)}` }
}

/** The path in a `file:` address: `file:rel`, `file:/abs`, `file:///abs` or `file://localhost/abs`, as SQLite reads them. Percent signs stand for themselves. */
function readFilePath(url: string): string {
  const text = url.slice('file:'.length)
  const [, host, rest = text] = /^\/\/([^/]*)(\/.*)$/s.exec(text) ?? []
  if (text.startsWith('//') && host === undefined)
    throw new OperatorError('DATABASE_URL names no file. Write file:/folder/lectern.db.')
  if (host && host.toLowerCase() !== 'localhost')
    throw new OperatorError(
      `DATABASE_URL names another machine (${host}), and SQLite can't reach one. Write file:/folder/lectern.db, with one slash or three.`,
    )
  // Parameters of other programs' addresses would silently become part of a new, empty file's name.
  if (/[?#]/.test(rest) && !existsSync(rest))
    throw new OperatorError(
      `DATABASE_URL has parameters (${/[?#].*/s.exec(rest)?.[0]}), which Lectern does not know. Leave them out; a file with such a name must exist already.`,
    )
  return rest
}

/**
 * The secret that signs session cookies: `AUTH_SECRET`, or the one kept in the data folder, made on
 * the first run and readable by its owner alone.
 */
export function readSecret(env: Env, source: Record<string, string | undefined> = process.env): string {
  if (source.AUTH_SECRET) return source.AUTH_SECRET
  const file = path.join(env.dataDir, 'secret')
  const secret = readOrMakeSecret(file)
  if (secret.length < 32)
    throw new OperatorError(
      `The secret in ${file} is shorter than 32 characters; delete that file, and a new one is made.`,
    )
  return secret
}

function readOrMakeSecret(file: string): string {
  try {
    if (!existsSync(file)) makeSecret(file)
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new OperatorError(
      `The secret in ${file} can't be ${existsSync(file) ? 'read' : 'made'} (${code}). ${code === 'ENOSPC' ? 'The disk is full: make room on it.' : 'Give this user the right to, or set AUTH_SECRET.'}`,
    )
  }
}

/** Of several processes that start at once, one makes it; it appears whole, so that the others never read half of it. */
function makeSecret(file: string): void {
  const draft = `${file}.${randomUUID()}`
  makeFolder(path.dirname(file))
  try {
    writeFileSync(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
