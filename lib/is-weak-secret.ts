/** Placeholders from examples, and defaults of libraries. */
const placeholders =
  /change.?(me|this|it)|replace.?(me|this)|your.?(own.?)?(auth.?)?secret|secret.?(key|here|goes)|place.?holder|better-auth-secret|at.?least.?(32|thirty)|hunter2|password|123456789/i

/** Whether a secret can be guessed: it is too short, well known, of few characters, or a repetition. */
export function isWeakSecret(secret: string): boolean {
  // Thirty-two random hexadecimal digits have fewer than eight different ones once in a hundred million.
  return Buffer.byteLength(secret) < 32 || new Set(secret).size < 8 || isRepetition(secret) || placeholders.test(secret)
}

function isRepetition(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length++) if (text.startsWith(text.slice(length))) return true
  return false
}
