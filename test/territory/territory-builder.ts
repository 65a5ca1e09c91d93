import { dayBefore, FIRST_DAY, LAST_DAY, type Level, type Place, type Succession } from '../../src/territory/place.js';
import { Territory } from '../../src/territory/tree.js';

export interface Built {
  territory: Territory;
  /** The place that had a code on a day; without a day, the first that ever had it. */
  at(code: string, day?: string): Place;
}

/**
 * A territory from short rows. Units: `code level parent from..to` (parent `-`: none; both days may be left out).
 * Successions: `predecessor successor date`, and `main` where it is the main one.
 */
export function build(units: string[], successions: string[] = []): Built {
  const places = units.map(readUnit);
  const find = (code: string, day: string): Place => {
    const place = places.find((p) => p.code === code && p.valid_from <= day && day <= p.valid_to);
    if (!place) throw new Error(`no place ${code} on ${day}`);
    return place;
  };
  const territory = new Territory(
    places,
    successions.map((row, position) => readSuccession(row, position, find)),
  );
  return { territory, at: (code, day) => (day ? find(code, day) : firstOf(territory, code)) };
}

/** A province P, two districts that end in July 2025, communes that merge, are renamed, split, and stay. */
export const reform = (): Built =>
  build(
    [
      'P province -',
      'D district P ..2025-06-30',
      'E district P ..2025-06-30',
      'A commune D ..2025-06-30',
      'B commune D ..2025-06-30',
      'N commune P 2025-07-01..',
      'R commune D ..2025-06-30',
      'R commune P 2025-07-01..',
      'S commune D ..2025-06-30',
      'S1 commune P 2025-07-01..',
      'S2 commune P 2025-07-01..',
      'L commune D',
      'X commune E ..2025-06-30',
      'Z commune E',
      'va village A',
      'k cohort va ..2024-05-31',
    ],
    ['A N 2025-07-01', 'B N 2025-07-01', 'X N 2025-07-01', 'R R 2025-07-01', 'S S1 2025-07-01', 'S S2 2025-07-01 main'],
  );

/** The codes of places, in their order. */
export function codes(places: Iterable<Place>): string[] {
  return [...places].map((place) => place.code);
}

function readUnit(row: string, index: number): Place {
  const [code = '', level, parent = '-', range = '..'] = row.split(' ');
  const [from, to] = range.split('..');
  return {
    id: index + 1,
    code,
    name: `Place ${code}`,
    level: level as Level,
    parent_code: parent === '-' ? null : parent,
    valid_from: from || FIRST_DAY,
    valid_to: to || LAST_DAY,
  };
}

function readSuccession(row: string, position: number, find: (code: string, day: string) => Place): Succession {
  const [from = '', to = '', date = '', main] = row.split(' ');
  return {
    id: position + 1,
    predecessor_id: find(from, dayBefore(date)).id,
    successor_id: find(to, date).id,
    date,
    main: main === 'main',
    position,
  };
}

function firstOf(territory: Territory, code: string): Place {
  const [first] = territory.placesOfCode(code);
  if (!first) throw new Error(`no place ${code}`);
  return first;
}
