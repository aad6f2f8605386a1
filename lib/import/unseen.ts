// As the check of pages has it: characters that no reader sees, but for what holds an emoji together.
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u{2028}\u{2029}\u{115f}\u{1160}\u{3164}\u{ffa0}\u{fffd}\u{e0100}-\u{e01ef}]/gu
const beforeJoiner = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{fe0f}]$/u
const afterJoiner = /^\p{Extended_Pictographic}/u

/** A text without the characters that nobody sees, which pages may not hold. */
export function dropUnseen(text: string): string {
  return text.replace(unseen, (character, index: number) =>
    character === '\u200d' && beforeJoiner.test(text.slice(Math.max(0, index - 2), index)) && afterJoiner.test(text.slice(index + 1, index + 3)) ? character : '',
  )
}
