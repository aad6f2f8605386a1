import { generateClients } from '../generate-clients'
import { startPostgres } from './postgres'

/** For a whole run of the unit tests: the database clients, and one PostgreSQL server. */
export default async function setup(): Promise<() => Promise<void>> {
  generateClients()
  const server = await startPostgres()
  process.env.TEST_DATABASE_URL = server.url
  return server.stop
}
