import { z } from 'zod'
import { t } from '@/messages/generated/refusals'
import { name } from '../../account-fields'
import { callAuth } from '../../call-auth'
import { write } from '../../write'
import { onAccountPage, requireMember } from '../proof'

/** Changes the reader’s name. */
export const POST = write({
  fields: z.strictObject({ name }),
  form: onAccountPage('name', ['name']),
  async act({ body, reader, request }) {
    requireMember(reader)
    const { cookies } = await callAuth(request, '/update-user', body)
    return { data: body, notice: t('nameChanged'), cookies }
  },
})
