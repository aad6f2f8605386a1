import { UserFacingError, type Env } from './env'

/** Returns why the server can't listen on the configured address, and what to do. */
export function explainListening(error: Error, { port, host }: Pick<Env, 'port' | 'host'>): UserFacingError {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRNOTAVAIL') return new UserFacingError(`HOST must be an address of this machine; ${host} is not.`)
  const reason = code === 'EADDRINUSE' ? 'is in use by another program' : `can't be used (${code})`
  return new UserFacingError(`Port ${port} ${reason}. Stop that program, or choose another port: PORT=3001 npm start.`)
}
