const LETTERS_AND_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A text of so many characters, each drawn from the alphabet by a number in [0, 1). Default: small letters and digits. */
export function randomText(random: () => number, length: number, alphabet: string = LETTERS_AND_DIGITS): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}
