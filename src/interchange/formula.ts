/**
 * Text that a spreadsheet would take for a formula gets a quote mark in front, also where the sign is full-width
 * (trust.md "Uploads: limits", exports). Text that already begins with quote marks and such a sign gets one more:
 * so taking exactly one mark away on reading gives back every text unchanged.
 */
const DANGEROUS = /^'*[=+\-@\t\r\0＝＋－＠]/;
const MARKED = /^'+[=+\-@\t\r\0＝＋－＠]/;

/** The text as it is written into a file: never a formula. */
export function neutralise(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** The text as it was before {@link neutralise}: `stripMark(neutralise(x)) === x` for every string. */
export function stripMark(text: string): string {
  return MARKED.test(text) ? text.slice(1) : text;
}
