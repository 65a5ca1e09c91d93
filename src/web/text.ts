/** Why a text cannot be kept: `errors.row.<fault>`. */
export type TextFault = 'control_character' | 'line_break';

const PLAIN = /^[\x20-\x7e]*$/;
// Control characters, and the marks that turn the direction of writing: they make a name read as another.
const FORBIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Unicode NFC, ordinary spaces, trimmed, line ends as LF: the one form in which text is kept, whichever way it came. */
export function cleanText(raw: string): string {
  if (PLAIN.test(raw)) return raw.trim();
  return raw.normalize('NFC').replaceAll('\u00a0', ' ').replaceAll(/\r\n?/g, '\n').trim();
}

/** What is wrong with a cleaned text. @param lines it may have several, and tabs in them */
export function textFault(text: string, lines: boolean): TextFault | null {
  if (PLAIN.test(text)) return null;
  if (!text.isWellFormed()) return 'control_character';
  const found = new Set(text.match(FORBIDDEN));
  if (found.size === 0) return null;
  if (lines) return [...found].every((sign) => sign === '\n' || sign === '\t') ? null : 'control_character';
  return found.size === 1 && found.has('\n') ? 'line_break' : 'control_character';
}
