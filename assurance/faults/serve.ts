import { readEnv } from '../../lib/env'
import { serve } from '../../scripts/serve'

// The server alone, on a database that is prepared: what restarts often should start fast.
await serve('start', readEnv())
process.send?.('ready')
