import { z } from 'zod'
import { write } from '../write'

/** Keeps the session of somebody who reads without marking: pages can't set cookies, and an answer to this does. */
export const POST = write({ fields: z.strictObject({}), act: async () => ({}) })
