import { generateClients } from './generate-clients'
import { generateMessages } from './generate-messages'

/** Generates the sources that are not in the repository: database clients and compiled messages. */
export function generateSources(): void {
  generateClients()
  generateMessages()
}
