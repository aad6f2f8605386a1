import { z } from 'zod'
import { renamePasskey } from '@/lib/account'
import { t } from '@/messages/generated/refusals'
import { name, passkey } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage } from '../../proof'

/** Renames one of the reader’s passkeys. */
export const POST = write({
  fields: z.strictObject({ passkey, name }),
  form: onAccountPage('passkeys'),
  async act({ body, reader }) {
    if (!(await renamePasskey(reader.id, body.passkey, body.name))) throw new HttpError(404, t('passkeyGone'))
    return { notice: t('passkeyRenamed') }
  },
})
