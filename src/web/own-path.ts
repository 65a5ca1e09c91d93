/** A path of ours as given in a query, or undefined: never another site (`//evil`, `/\evil`, `https:`). */
export function ownPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 1000) return undefined;
  if (!/^\/(?![/\\])[^\\\r\n]*$/.test(given)) return undefined;
  return URL.parse(given, 'http://own.invalid')?.host === 'own.invalid' ? given : undefined;
}
