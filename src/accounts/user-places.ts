import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { compareText, formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/** A place as far as rights need it. The territory itself lies above this folder: only its table is read. */
export interface UserPlace {
  id: number;
  code: string;
  name: string;
  level: string;
  valid_to: string;
}

/** What a form says for everywhere: nothing chosen must not mean all. */
export const EVERYWHERE = 'all';

/** The levels at which rights are usually given; the command line may give others. */
const LEVELS = ['province', 'district', 'commune'];

/** The places that users have their rights at. */
@Injectable()
export class UserPlaces {
  constructor(private readonly database: Database) {}

  /** The id of the place with a code: the one valid today, else the last one that had it. @throws DomainError if none */
  async idOfCode(code: string): Promise<number> {
    const places = await this.database.rows<{ id: number; valid_from: string; valid_to: string }>(
      'SELECT id, valid_from, valid_to FROM places WHERE code = ? ORDER BY valid_from DESC',
      [code],
    );
    const day = today();
    const found = places.find(({ valid_from, valid_to }) => valid_from <= day && day <= valid_to) ?? places[0];
    if (!found) throw new DomainError('accounts.no_place', { code });
    return found.id;
  }

  /** A place, or undefined. */
  async get(id: number | null): Promise<UserPlace | undefined> {
    if (id === null) return undefined;
    return this.database.row<UserPlace>('SELECT id, code, name, level, valid_to FROM places WHERE id = ?', [id]);
  }

  /** Whether there is such a place. */
  async has(id: number): Promise<boolean> {
    return (await this.get(id)) !== undefined;
  }

  /** The choices of a form: today's places by level and name, then the ended ones. @param also one that must be among them */
  async choices(locale: Locale, also: number | null): Promise<{ value: string; text: string }[]> {
    const places = await this.database.rows<UserPlace>(
      `SELECT id, code, name, level, valid_to FROM places WHERE level IN (?, ?, ?) OR id = ?`,
      [...LEVELS, also ?? 0],
    );
    const day = today();
    const ended = (place: UserPlace): number => (place.valid_to < day ? 1 : 0);
    places.sort(
      (a, b) =>
        ended(a) - ended(b) ||
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        compareText(locale, a.name, b.name) ||
        a.id - b.id,
    );
    return places.map((place) => ({ value: String(place.id), text: placeLabel(locale, place) }));
  }
}

/** `Xã Bản Bo (03424)`, with its last day where it has ended. */
export function placeLabel(locale: Locale, { name, code, valid_to }: Omit<UserPlace, 'id' | 'level'>): string {
  if (valid_to >= today()) return `${name} (${code})`;
  return translate(locale, 'accounts.place_ended', { name, code, day: formatDate(locale, valid_to) });
}
