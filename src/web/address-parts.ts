/** A part of an address between two slashes. */
export const seg = (value: unknown): string => encodeURIComponent(String(value));

/** A query string of the values that are not empty, with its question mark; nothing if none is left. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
