import { execFile, type ExecFileException } from 'node:child_process'
import type { ContentSource } from '../content-source'
import { UserFacingError } from '../env'

/** How long one call of Git may take, in milliseconds. */
const patience = 10 * 60_000

/** The environment variables passed to Git. Leaves out our secrets, and any that point Git to another repository. */
const passedOn =
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|SYSTEMROOT|XDG_CONFIG_HOME|SSH_AUTH_SOCK|SSL_CERT_\w+|(HTTPS?|ALL|NO)_PROXY|GIT_SSH(_COMMAND|_VARIANT)?|GIT_SSL_\w+|GIT_CONFIG_(GLOBAL|SYSTEM))$/i

/** Turns off hooks, submodules, symbolic links and prompts. Gives up on a server that stops sending. */
const settings = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  // Writes symbolic links as plain files, so that none leads out of the folder.
  'core.symlinks': 'false',
  'submodule.recurse': 'false',
  'fetch.recurseSubmodules': 'false',
  'gc.autoDetach': 'false',
  'http.lowSpeedLimit': '100',
  'http.lowSpeedTime': '20',
  'credential.interactive': 'false',
}

/** Runs Git for a source. Throws a UserFacingError with Git's reason, without passwords. */
export function runGit(source: ContentSource, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      env: describeEnvironment(source),
      timeout: patience,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 26,
    } as const
    execFile('git', args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout.trim())
      reject(new UserFacingError(hideCredentials(explain(error, stderr), source)))
    })
  })
}

function describeEnvironment({ url, credentials }: ContentSource): NodeJS.ProcessEnv {
  const own: Record<string, string> = { ...settings }
  // Passed in the environment: other users can read a process's arguments, and Git stores addresses in its files.
  if (credentials)
    own[`http.${new URL(url).origin}/.extraHeader`] =
      `Authorization: Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
  const entries = Object.entries(own)
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name))),
    NODE_ENV: process.env.NODE_ENV,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
    GIT_SSH_COMMAND:
      process.env.GIT_SSH_COMMAND ?? 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=10',
    GIT_CONFIG_COUNT: String(entries.length),
    ...Object.fromEntries(
      entries.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  }
}

function explain(error: ExecFileException, stderr: string): string {
  if (error.code === 'ENOENT') return 'Git is not installed'
  if (error.killed) return `it did not answer within ${patience / 60_000} minutes`
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return (lines.find((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? 'Git failed').replace(
    /^(fatal|error): /,
    '',
  )
}

/** Removes the password from a text for the log: as it is, encoded, or in an address. */
function hideCredentials(text: string, { credentials }: ContentSource): string {
  const secrets = credentials ? [credentials.password, encodeURIComponent(credentials.password)] : []
  return secrets
    .filter(Boolean)
    .reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
    .replace(/(\/\/)[^\s/@]+@/g, '$1')
    .replace(/\.+$/, '')
}
