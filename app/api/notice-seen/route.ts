import { z } from 'zod'
import { expireNotice } from '@/lib/notice'
import { writeAsAnyone } from '../write'

/** Removes the notice that a page has shown; scripts cannot, since its cookie is `HttpOnly`. */
export const POST = writeAsAnyone({ fields: z.strictObject({}), act: async () => ({ cookies: [expireNotice()] }) })
