import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { pathOf } from './base-path'
import { parseContentSource, type ContentSource } from './content-source'
import { isNetwork, type TrustedProxies } from './client-address'
import { readEmailAddress } from './email-address'
import { isWeakSecret } from './is-weak-secret'
import { makeFolder } from './make-folder'
import { isLoopback } from './own-host'
import { parseUrl } from './parse-url'

/** An error that the operator can fix. Its message is one sentence, shown without a stack trace. */
export class UserFacingError extends Error {
  override name = 'UserFacingError'
}

/** Treats an empty variable as unset, since compose files and shells write `NAME=`. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** A positive whole number with at most that many digits. */
const count = (digits: number) =>
  optional(
    z
      .string()
      .regex(new RegExp(`^[1-9]\\d{0,${digits - 1}}$`))
      .transform(Number),
  )

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const variables = z.object({
  /** The port to listen on. */
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port < 65536),
  ),
  /** The address to listen on. Some shells set it to the machine's name. */
  HOST: z.preprocess(
    (value) => (value === '' || value === hostname() ? undefined : value),
    z
      .string()
      .refine((host) => host === 'localhost' || isIP(host) > 0)
      .optional(),
  ),
  /** The folder of the SQLite file and the secret. */
  DATA_DIR: optional(z.string()),
  /** `file:…` for SQLite or `postgresql://…`. */
  DATABASE_URL: optional(z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/)),
  /** The address readers use, unless it is http://localhost:PORT. */
  BASE_URL: optional(
    z
      .url({ protocol: /^https?$/ })
      .refine(isBase)
      .transform((url) => new URL(url).origin + pathOf(url)),
  ),
  /** The trusted proxies between readers and this server: their number, or their addresses and networks. */
  TRUSTED_PROXIES: optional(
    z
      .string()
      .transform(toTrustedProxies)
      .refine((proxies) => typeof proxies === 'number' || proxies.every(isNetwork)),
  ),
  /** Signs session cookies; generated on the first run if unset. */
  AUTH_SECRET: optional(z.string().refine((secret) => !isWeakSecret(secret))),
  /** `1` allows passwords and sessions over unencrypted connections. */
  INSECURE_HTTP: optional(z.enum(['0', '1'])),
  /** Who may create an account: everyone, people the operator invited, or no one. */
  SIGN_UP: optional(z.enum(['open', 'invited', 'closed'])),
  /** Whether visitors may keep marks without an account. */
  GUESTS: optional(z.enum(['on', 'off'])),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  /** The mail server: `smtp://…` or `smtps://…`. */
  SMTP_URL: optional(z.string().refine((url) => /^smtps?:/.test(url) && Boolean(parseUrl(url)?.hostname))),
  /** The sender of mail: an address, or a name followed by one in angle brackets. */
  MAIL_FROM: optional(z.string().regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)),
  /** The lowest level that is logged; `debug` includes each request. */
  LOG_LEVEL: optional(z.enum(logLevels)),
  /** The token that /metrics requires; unset, there are no metrics. */
  METRICS_TOKEN: optional(z.string().regex(/^[\x21-\x7e]{16,}$/)),
  /** Where to report a vulnerability: an email address, or the `https:` address of a form. */
  SECURITY_CONTACT: optional(
    z.union([
      z
        .string()
        .refine((address) => readEmailAddress(address)?.split('@').at(-1)?.includes('.'))
        .transform(toMailto),
      z.url({ protocol: /^https$/ }),
    ]),
  ),
  /** How many marks a guest and an account may store. */
  GUEST_MARKS: count(7),
  ACCOUNT_MARKS: count(7),
  /** The size limit of their notes, in MiB. */
  GUEST_NOTES_MIB: count(3),
  ACCOUNT_NOTES_MIB: count(3),
  /** How many changes of marks per minute one reader and one network may send. */
  READER_CHANGES_PER_MINUTE: count(6),
  NETWORK_CHANGES_PER_MINUTE: count(6),
  /** With less free disk space than this, in MiB, the portal is not ready. */
  LOW_DISK_MIB: optional(
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  ),
  /** The repository that content is pulled from, instead of a folder: an address, `#branch` and `:folder`. */
  CONTENT_GIT: optional(
    z
      .string()
      .transform(parseContentSource)
      .refine((source) => source !== null),
  ),
  /** The seconds between two pulls; 0 pulls for webhooks alone. */
  CONTENT_GIT_INTERVAL: optional(
    z
      .string()
      .regex(/^(0|[1-9]\d{1,4})$/)
      .transform(Number),
  ),
  /** Signs webhooks that ask for a pull; unset, there are none. */
  CONTENT_WEBHOOK_SECRET: optional(z.string().regex(/^[\x21-\x7e]{16,}$/)),
  /** Another content folder; read by lib/content. */
  CONTENT_DIR: optional(z.string()),
  /** The repository of the content; read by lib/history. */
  REPOSITORY_URL: optional(z.string()),
})

/** The names of all variables that the portal reads. */
export const variableNames = Object.keys(variables.shape)

const cures: Record<keyof z.infer<typeof variables>, string> = {
  PORT: 'must be a number from 0 to 65535',
  HOST: 'must be an address of this machine, such as 127.0.0.1, 0.0.0.0, :: or localhost',
  DATA_DIR: 'must be a folder',
  DATABASE_URL: 'must begin with "file:" (SQLite) or "postgresql://"',
  BASE_URL:
    'must be an address such as https://learn.example.org: http:// or https://, a host and optionally a port, and optionally a path of letters, digits, "-", "_" and "~", without query, fragment or password',
  TRUSTED_PROXIES:
    'must be the number of proxies before this server, or their addresses and networks separated by commas, such as 10.0.0.0/8',
  AUTH_SECRET: 'must be at least 32 random bytes; generate them with: openssl rand -base64 32',
  INSECURE_HTTP: 'must be 1 or 0',
  SIGN_UP: 'must be open, invited or closed',
  GUESTS: 'must be on or off',
  GITHUB_CLIENT_ID: 'must be text',
  GITHUB_CLIENT_SECRET: 'must be text',
  SMTP_URL:
    'must be an address that begins with smtp:// or smtps://; special characters in its password must be percent-encoded',
  MAIL_FROM: 'must be an email address, or a name followed by one in angle brackets',
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
  CONTENT_GIT:
    'must be the address of a Git repository, optionally with a branch and a folder, such as https://example.org/me/pages.git#main:content',
  CONTENT_GIT_INTERVAL: 'must be a whole number of seconds from 10 to 99999; 0 pulls for webhooks alone',
  CONTENT_WEBHOOK_SECRET: 'must be at least 16 characters, without spaces',
  CONTENT_DIR: 'must be a folder',
  REPOSITORY_URL: 'must be an address',
}

/** The validated configuration with all defaults. */
export interface Env {
  port: number
  /** The address to listen on; `localhost` for both loopback addresses, null for all addresses. */
  host: string | null
  /** Absolute. */
  dataDir: string
  database: { provider: 'sqlite' | 'postgresql'; url: string }
  /** Without a slash at the end. */
  baseUrl: string
  /** The proxies whose `X-Forwarded-For` is trusted; none by default. */
  trustedProxies: TrustedProxies
  /** `baseUrl` if it is set and reachable from other machines, otherwise null. */
  publicUrl: string | null
  /** Who may create an account. */
  signUp: 'open' | 'invited' | 'closed'
  /** Whether visitors may keep marks without an account. */
  guests: boolean
  github?: { clientId: string; clientSecret: string }
  /** Without it, the portal sends no mail. */
  mail?: { server: string; from: string }
  /** As an address: `mailto:…` or `https:…`. */
  securityContact?: string
  /** How many marks, and bytes of notes, one reader may store. */
  quotas: Record<'guest' | 'account', { marks: number; noteBytes: number }>
  /** How many changes of marks per minute. */
  changesPerMinute: { reader: number; network: number }
  /** In bytes. */
  lowDisk: number
  /** Where content is pulled from, how often (in seconds, 0 for never), and what signs webhooks. */
  contentGit?: { source: ContentSource; interval: number; webhookSecret?: string }
  logLevel: (typeof logLevels)[number]
  /** Without it, there are no metrics. */
  metricsToken?: string
}

/** The configuration read last, with the variables it was read from. */
let last: { values: string; env: Env } | undefined

/** Reads the configuration. Throws a UserFacingError that names the first invalid variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // Cached, since each request reads it and validation takes a tenth of a millisecond.
  const values = JSON.stringify(Object.keys(variables.shape).map((name) => source[name] ?? null))
  if (last?.values !== values) last = { values, env: parseEnv(source) }
  return last.env
}

function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = variables.safeParse(source)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof cures
    throw new UserFacingError(`${name} ${cures[name]}.`)
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
    CONTENT_GIT,
    CONTENT_GIT_INTERVAL = 300,
    CONTENT_WEBHOOK_SECRET,
  } = parsed.data
  if (Boolean(SMTP_URL) !== Boolean(MAIL_FROM))
    throw new UserFacingError(
      `${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'} must be set too: mail needs both SMTP_URL and MAIL_FROM.`,
    )
  if (!CONTENT_GIT && CONTENT_WEBHOOK_SECRET)
    throw new UserFacingError('CONTENT_GIT must be set too: CONTENT_WEBHOOK_SECRET signs requests to pull it.')
  if (HOST && !BASE_URL && !/^(localhost|127(\.\d+){3}|::1)$/.test(HOST))
    throw new UserFacingError(
      `BASE_URL must be set if HOST is ${HOST}: other machines can then reach the portal, which needs to know its address.`,
    )
  if (
    BASE_URL &&
    new URL(BASE_URL).protocol === 'http:' &&
    !isLoopback(new URL(BASE_URL).hostname) &&
    INSECURE_HTTP !== '1'
  )
    throw new UserFacingError(
      'BASE_URL must begin with https:// if readers use other machines: http:// exposes their passwords to the network. INSECURE_HTTP=1 allows it anyway.',
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
    contentGit: CONTENT_GIT
      ? { source: CONTENT_GIT, interval: CONTENT_GIT_INTERVAL, webhookSecret: CONTENT_WEBHOOK_SECRET }
      : undefined,
    logLevel: LOG_LEVEL,
    metricsToken: METRICS_TOKEN,
  }
}

const mebibyte = 1024 * 1024

/** Whether an address has only a scheme, host, port and plain path, with or without a slash at the end. */
function isBase(text: string): boolean {
  const url = parseUrl(text)
  if (!url) return false
  const { username, password, pathname } = url
  return !username && !password && /^(\/[\w~-]+)*\/*$/.test(pathname) && !/[?#@]/.test(text)
}

/** Returns the `mailto:` address (RFC 6068) of an email address, encoding characters with a meaning in addresses. */
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
      throw new UserFacingError(
        'DATABASE_URL is not a valid address. Special characters in its password must be percent-encoded.',
      )
    return { provider: 'postgresql', url }
  }
  // Absolute, so that it does not depend on the working directory.
  const file = path.resolve(readFilePath(url))
  // libSQL parses it as an address, in which these characters have a meaning.
  return { provider: 'sqlite', url: `file:${file.replace(/[%?#]/g, encodeURIComponent)}` }
}

/** Returns the path in a `file:` address: `file:rel`, `file:/abs`, `file:///abs` or `file://localhost/abs`. Percent signs are literal, as in SQLite. */
function readFilePath(url: string): string {
  const text = url.slice('file:'.length)
  const [, host, rest = text] = /^\/\/([^/]*)(\/.*)$/s.exec(text) ?? []
  if (text.startsWith('//') && host === undefined)
    throw new UserFacingError('DATABASE_URL names no file. Write file:/folder/lectern.db.')
  if (host && host.toLowerCase() !== 'localhost')
    throw new UserFacingError(
      `DATABASE_URL names another machine (${host}), which SQLite can't reach. Write file:/folder/lectern.db, with one slash or three.`,
    )
  // Parameters from other programs would silently become part of the name of a new, empty file.
  if (/[?#]/.test(rest) && !existsSync(rest))
    throw new UserFacingError(
      `DATABASE_URL has parameters (${/[?#].*/s.exec(rest)?.[0]}), which Lectern does not support. Remove them; to use a file with such a name, create it first.`,
    )
  return rest
}

/**
 * Returns the secret that signs session cookies: `AUTH_SECRET`, or the one in the data folder, which is created on
 * the first run and readable only by its owner.
 */
export function readSecret(env: Env, source: Record<string, string | undefined> = process.env): string {
  if (source.AUTH_SECRET) return source.AUTH_SECRET
  const file = path.join(env.dataDir, 'secret')
  const secret = readOrMakeSecret(file)
  if (secret.length < 32)
    throw new UserFacingError(
      `The secret in ${file} is shorter than 32 characters. Delete that file to have a new one made.`,
    )
  return secret
}

function readOrMakeSecret(file: string): string {
  try {
    if (!existsSync(file)) makeSecret(file)
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UserFacingError(
      `The secret in ${file} can't be ${existsSync(file) ? 'read' : 'made'} (${code}). ${code === 'ENOSPC' ? 'The disk is full: make room on it.' : 'Give this user the right to, or set AUTH_SECRET.'}`,
    )
  }
}

/** Creates the secret atomically: of several processes that start at once one succeeds, and none reads a partial file. */
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
