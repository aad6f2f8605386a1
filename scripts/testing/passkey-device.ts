import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** The device's statements; a test may change them. */
interface Said {
  origin: string
  challenge: string
  rpId: string
  userHandle: string
  /** Whether the device verified its user by a fingerprint or a PIN. */
  userVerified: boolean
  /** The number of signatures so far. */
  counter: number
  /** The id of the passkey that it claims to sign with. */
  id: string
}

/** A device that holds one passkey, without a browser. */
export interface Authenticator {
  readonly id: string
  /** Answers the options of adding a passkey, as JSON like a browser. */
  create(options: object, said?: Partial<Said>): string
  /** Answers the options of signing in. */
  get(options: object, said?: Partial<Said>): string
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

/** Encodes the public key as COSE: P-256, for ES256. */
function toCose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([
    bytes('a5 01 02 03 26 20 01 21 58 20'),
    Buffer.from(x, 'base64url'),
    bytes('22 58 20'),
    Buffer.from(y, 'base64url'),
  ])
}

/** Makes a device for a portal with this origin. With `counts: false` it does not count its signatures. */
export function makeAuthenticator(origin = 'http://localhost:3000', { counts = true } = {}): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32).toString('base64url')
  let [counter, userHandle] = [0, '']

  function say(type: string, options: { challenge: string; rpId?: string; rp?: { id: string } }, given: Partial<Said>) {
    if (counts) counter++
    const said: Said = {
      origin,
      challenge: options.challenge,
      rpId: options.rpId ?? options.rp?.id ?? '',
      userHandle,
      userVerified: true,
      counter,
      id,
      ...given,
    }
    const count = Buffer.alloc(4)
    count.writeUInt32BE(said.counter)
    const flags = 0x01 | (said.userVerified ? 0x04 : 0) | (type === 'webauthn.create' ? 0x40 : 0)
    const clientData = Buffer.from(
      JSON.stringify({ type, challenge: said.challenge, origin: said.origin, crossOrigin: false }),
    )
    return { said, clientData, authData: Buffer.concat([sha256(said.rpId), Buffer.from([flags]), count]) }
  }
  const write = (used: string, response: object) =>
    JSON.stringify({
      id: used,
      rawId: used,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response,
    })

  return {
    id,
    create(options, given = {}) {
      const { said, clientData, authData } = say('webauthn.create', options as never, given)
      userHandle = (options as { user: { id: string } }).user.id
      const usedId = Buffer.from(said.id, 'base64url')
      const whole = Buffer.concat([
        authData,
        Buffer.alloc(16),
        Buffer.from([0, usedId.length]),
        usedId,
        toCose(publicKey),
      ])
      // { fmt: 'none', attStmt: {}, authData }, as CBOR.
      const attestation = Buffer.concat([
        bytes('a3 63'),
        Buffer.from('fmt'),
        bytes('64'),
        Buffer.from('none'),
        bytes('67'),
        Buffer.from('attStmt'),
        bytes('a0 68'),
        Buffer.from('authData'),
        Buffer.from([0x58, whole.length]),
        whole,
      ])
      return write(said.id, {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    get(options, given = {}) {
      const { said, clientData, authData } = say('webauthn.get', options as never, given)
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey)
      return write(said.id, {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: said.userHandle,
      })
    },
  }
}
