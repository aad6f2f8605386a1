import { generateClients } from './generate-clients'
import { generateInlineScripts } from './generate-inline-scripts'
import { generateMessages } from './generate-messages'

/** Generates the sources that are not in the repository: database clients, compiled messages and inline scripts. */
export async function generateSources(): Promise<void> {
  generateClients()
  generateMessages()
  await generateInlineScripts()
}
