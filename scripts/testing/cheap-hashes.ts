import { vi } from 'vitest'

// Hashing a password is slow on purpose, and tests hash thousands. Tests of hashing call vi.unmock('@node-rs/argon2').
vi.mock('@node-rs/argon2', async (load) => {
  const argon2 = await load<typeof import('@node-rs/argon2')>()
  const hash: typeof argon2.hash = (password, options, signal) =>
    argon2.hash(password, { ...options, memoryCost: 64, timeCost: 1 }, signal)
  return { ...argon2, hash }
})
