import { z } from 'zod'
import { renamePasskey } from '@/lib/account'
import { name, passkey } from '../../../account-fields'
import { HttpError, write } from '../../../write'
import { onAccountPage } from '../../proof'

/** Gives one of the reader’s passkeys another name. */
export const POST = write({
  fields: z.strictObject({ passkey, name }),
  form: onAccountPage('passkeys'),
  async act({ body, reader }) {
    if (!(await renamePasskey(reader.id, body.passkey, body.name)))
      throw new HttpError(404, 'That passkey is removed already.')
    return { notice: 'Your passkey has another name.' }
  },
})
