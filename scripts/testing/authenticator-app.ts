import { createHmac } from 'node:crypto'

// Our own authenticator app, so that codes are compared with RFC 6238 instead of the library.

/** Returns the code that an app with this address shows, `steps` half minutes from now. */
export function showCode(uri: string, steps = 0, now = Date.now()): string {
  const { searchParams } = new URL(uri)
  const [digits, period] = [Number(searchParams.get('digits') ?? 6), Number(searchParams.get('period') ?? 30)]
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / period) + steps))
  const hash = createHmac('sha1', decodeBase32(searchParams.get('secret') ?? ''))
    .update(counter)
    .digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

function decodeBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ''), (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
