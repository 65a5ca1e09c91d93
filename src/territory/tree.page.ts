import { paths } from '../web/paths.js';
import { isAdministrative, type Place } from './place.js';
import type { Scope } from './scope.js';
import { searchPlaces } from './search.js';
import { type Tab, tabs } from './tabs.js';
import type { TerritoryView } from './tree.js';
import { typedDay, type Words } from './words.js';

/** With more places than this below a province, its districts are opened one by one. */
const MOST_AT_ONCE = 400;

interface Cell {
  text: string;
  href?: string;
  sub?: string;
}
interface Table {
  caption: string;
  columns: { text: string; num?: boolean }[];
  rows: { cells: Cell[] }[];
}

export interface TreePage {
  titleKey: string;
  tabs: { label: string; items: Tab[] };
  asOf: string;
  asOfText: string;
  q: string;
  /** Names of what lies above the reader's territory: no links, they are not the reader's. */
  above: string;
  sections: { id: number; name: string; href: string; facts: string; table: Table | null }[];
  /** Communes and smaller places at the top of the reader's territory: a row each, what is below stands on their own page. */
  tops: Table | null;
  found: Table | null;
  searched: boolean;
  mayWrite: boolean;
  total: number;
  csv: string | null;
}

export interface TreeQuery {
  asOf: string;
  /** What was typed into the field, also where it is no day. */
  typed: string;
  q: string;
}

/** The tree as it stands on a day: a section per province and district with what lies directly below. */
export function treePage(
  scope: Scope,
  view: TerritoryView,
  query: TreeQuery,
  words: Words,
  mayWrite: boolean,
): TreePage {
  const places = standing(scope, view);
  const roots = places.filter((place) => !covered(scope, view.parent(place)));
  const tops = roots.length > 1 ? roots.filter((place) => !isWide(place)) : [];
  const open = openSections(scope, view, places, roots).filter((place) => !tops.includes(place));
  const found = query.q === '' ? [] : searchPlaces(scope, query.q);
  return {
    titleKey: 'territory.title',
    tabs: tabs(words, 'tree'),
    asOf: query.typed || typedDay(query.asOf),
    asOfText: words.date(query.asOf),
    q: query.q,
    above: pathAbove(scope, view, roots[0]),
    sections: open.map((place) => section(scope, view, place, query.asOf, words)),
    tops: tops.length > 0 ? childTable(view, words.byName(tops), query.asOf, words) : null,
    found: found.length > 0 ? foundTable(found, words) : null,
    searched: query.q !== '',
    mayWrite,
    total: places.length,
    csv: places.length > 0 ? paths.territoryCsv(query.asOf) : null,
  };
}

/** Everything of the reader's that stands on the day, parents before children. */
function standing(scope: Scope, view: TerritoryView): Place[] {
  const places: Place[] = [];
  for (let at = 0; ; at += 1) {
    const place = view.placeAtPosition(at);
    if (!place) return places;
    if (scope.covers(place.id)) places.push(place);
  }
}

function covered(scope: Scope, place: Place | undefined): boolean {
  return place !== undefined && scope.covers(place.id);
}

function openSections(scope: Scope, view: TerritoryView, places: Place[], roots: Place[]): Place[] {
  const communes = places.filter(({ level }) => level === 'commune').length;
  const wide = places.filter(isWide);
  const candidates = communes > MOST_AT_ONCE ? roots : [...new Set([...roots, ...wide])];
  return candidates.filter(
    (place) => roots.includes(place) || view.children(place).some((child) => scope.covers(child.id)),
  );
}

/** Provinces and districts have a section of their own; smaller places have rows. */
function isWide({ level }: Place): boolean {
  return level === 'province' || level === 'district';
}

function section(
  scope: Scope,
  view: TerritoryView,
  place: Place,
  asOf: string,
  words: Words,
): TreePage['sections'][number] {
  const children = view.children(place).filter((child) => scope.covers(child.id));
  return {
    id: place.id,
    name: place.name,
    href: paths.place(place.id, asOf),
    facts: `${words.level(place)} · ${place.code}`,
    table: children.length > 0 ? childTable(view, words.byName(children), asOf, words) : null,
  };
}

/** Places directly below another, with how many small places each has. */
export function childTable(view: TerritoryView, children: readonly Place[], asOf: string, words: Words): Table {
  const levels = new Set(children.map(({ level }) => level));
  const anyBelow = children.some((child) => view.children(child).length > 0);
  const counts = (place: Place): Cell[] => {
    const below = view.subtree(place).slice(1);
    const units = below.filter(({ level }) => isAdministrative(level)).length;
    return [units, below.length - units].map((count) => ({ text: count > 0 ? String(count) : '' }));
  };
  return {
    caption: words.say('children.caption', { count: children.length }),
    columns: [
      { text: words.say('column.name') },
      { text: words.say('column.code') },
      ...(levels.size > 1 ? [{ text: words.say('column.level') }] : []),
      ...(anyBelow
        ? [
            { text: words.say('column.units'), num: true },
            { text: words.say('column.cohorts'), num: true },
          ]
        : []),
    ],
    rows: children.map((child) => ({
      cells: [
        { text: child.name, href: paths.place(child.id, asOf) },
        { text: child.code },
        ...(levels.size > 1 ? [{ text: words.level(child) }] : []),
        ...(anyBelow ? counts(child) : []),
      ],
    })),
  };
}

function foundTable(found: readonly Place[], words: Words): Table {
  return {
    caption: words.say('search.found', { count: found.length }),
    columns: ['name', 'code', 'level', 'valid'].map((name) => ({ text: words.say(`column.${name}`) })),
    rows: found.map((place) => ({
      cells: [
        { text: place.name, href: paths.place(place.id) },
        { text: place.code },
        { text: words.level(place) },
        { text: words.validity(place) },
      ],
    })),
  };
}

/** "Tỉnh Lai Châu › Huyện Tam Đường" above a reader's own root. */
export function pathAbove(scope: Scope, view: TerritoryView, root: Place | undefined): string {
  if (!root) return '';
  const above = view.ancestors(root).filter((place) => !scope.covers(place.id));
  return above
    .map(({ name }) => name)
    .reverse()
    .join(' › ');
}
