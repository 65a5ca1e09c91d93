/** Lower case without marks, composed: `Đặng Thị Ế` → `dang thi e`. What people search by, on every engine alike. */
export function foldText(text: string): string {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  // Lower-casing may bring a mark back (İ): once more, and composed again.
  return folded.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
}

/** A tone on the first of two vowels that end a syllable, in decomposed text: `hòa`, `khỏe`, `thúy`. */
const OLD_PLACE = /(o(?=\p{M}[ae])|u(?=\p{M}y))([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\p{L}\p{M}])/giu;

/** Each tone where the new spelling has it: `hòa giải` and `hoà giải` are the same word, and both are right. */
export function withNewTones(text: string): string {
  return text.normalize('NFD').replaceAll(OLD_PLACE, '$1$3$2').normalize('NFC');
}
