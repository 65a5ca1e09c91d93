import { column } from '../interchange/columns.js';
import { defineFile, type ValuesOf } from '../interchange/columns-file.js';
import { FIRST_DAY, LAST_DAY, LEVELS, type Place } from './place.js';

/** units.csv: the places of the territory (interchange, "Files"). */
export const unitsFile = defineFile({
  kind: 'units',
  columns: {
    code: column.code({ required: true }),
    name: column.text({ max: 190, required: true }),
    level: column.oneOf(LEVELS, { required: true, words: 'territory.level.' }),
    parent: column.code(),
    valid_from: column.date(),
    valid_to: column.date(),
  },
  key: ['code', 'valid_from'],
});

export type UnitValues = ValuesOf<(typeof unitsFile)['columns']>;

/** A place as a row of the file: open ends are empty. */
export function unitRow(place: Place): [string, string, string, string | null, string | null, string | null] {
  return [place.code, place.name, place.level, place.parent_code, openFrom(place.valid_from), openTo(place.valid_to)];
}

/** The first day at the edges: null where there is none. */
export function openFrom(day: string): string | null {
  return day === FIRST_DAY ? null : day;
}

/** The last day at the edges: null where there is none. */
export function openTo(day: string): string | null {
  return day === LAST_DAY ? null : day;
}
