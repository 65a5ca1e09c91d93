import { NotFound } from '../errors.js';

/** The id of a row as it stands in an address. @throws NotFound when it can be none */
export function rowId(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound();
  return Number(text);
}
