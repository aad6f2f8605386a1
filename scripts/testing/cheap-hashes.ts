import { vi } from 'vitest'

// Hashing a password is made to take long. Tests hash some thousand and are about something else; those that are about
// hashes call vi.unmock('@node-rs/argon2').
vi.mock('@node-rs/argon2', async (load) => {
  const argon2 = await load<typeof import('@node-rs/argon2')>()
  const hash: typeof argon2.hash = (password, options, signal) =>
    argon2.hash(password, { ...options, memoryCost: 64, timeCost: 1 }, signal)
  return { ...argon2, hash }
})
