/** Lower case without marks, composed: `Đặng Thị Ế` → `dang thi e`. What people search by, on every engine alike. */
export function foldText(text: string): string {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  // Lower-casing may bring a mark back (İ): once more, and composed again.
  return folded.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
}
