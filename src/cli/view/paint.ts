/** Terminal controls, as ECMA-48 writes them. */
const ESC = '\u001b[';
export const HIDE_CURSOR: string = `${ESC}?25l`;
export const CLEAR: string = `${ESC}H${ESC}2J`;
export const SHOW_CURSOR: string = `${ESC}?25h`;

/**
 * Draws lines over the `height` lines drawn before, the cursor standing below them, and leaves it below the new ones. Each
 * line's rest and all below the last is cleared, so a shrinking screen leaves nothing behind.
 */
export function paint(lines: readonly string[], height: number): string {
  const up = height > 0 ? `${ESC}${height}A` : '';
  return `${up}\r${lines.map((line) => `${line}${ESC}K\n`).join('')}${ESC}J`;
}
