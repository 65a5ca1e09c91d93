/** `?,?,?` for a list: what stands in the brackets of IN. */
export function placeholders(list: readonly unknown[]): string {
  return list.map(() => '?').join(',');
}
