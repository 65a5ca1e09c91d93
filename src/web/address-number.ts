import { NotFound } from '../errors.js';

/** A whole number from 1 as it stands in an address: the id of a row, a year, a version. @throws NotFound when it is none */
export function addressNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound();
  return Number(text);
}
