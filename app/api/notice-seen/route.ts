import { z } from 'zod'
import { expireNotice } from '@/lib/notice'
import { writeAsAnyone } from '../write'

/** Removes a notice that a page has shown. Scripts can't, as its cookie is `HttpOnly`. */
export const POST = writeAsAnyone({ fields: z.strictObject({}), act: async () => ({ cookies: [expireNotice()] }) })
