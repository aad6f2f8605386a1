import { OperatorError, type Env } from './env'

/** Returns why the server can't listen on the configured address, and what to do. */
export function explainListening(error: Error, { port, host }: Pick<Env, 'port' | 'host'>): OperatorError {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRNOTAVAIL') return new OperatorError(`HOST must be an address of this machine; ${host} is not.`)
  const reason = code === 'EADDRINUSE' ? 'is in use by another program' : `can't be used (${code})`
  return new OperatorError(`Port ${port} ${reason}. Stop that program, or choose another port: PORT=3001 npm start.`)
}
