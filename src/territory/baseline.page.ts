import { dayOf } from '../config/clock.js';
import { formatInstant, formatNumber } from '../i18n/format.js';
import { paths } from '../web/paths.js';
import type { Baselines } from './baseline.js';
import type { FigureVersion } from './baseline.store.js';
import { type Group, groupName } from './groups.js';
import { LEVELS, type Place } from './place.js';
import type { Scope } from './scope.js';
import { tabs } from './tabs.js';
import type { TerritoryView } from './tree.js';
import type { Words } from './words.js';

/** Rows on one page of a list. */
export const PAGE_SIZE = 25;
/** The lowest level at which a missing figure is listed: below it figures are rare. */
const LISTED_LEVELS = LEVELS.slice(0, LEVELS.indexOf('commune') + 1);
const MOST_MISSING = 500;

export interface BaselineList {
  typed: { unit: string; group: string; year: string };
  missing: boolean;
  figures: readonly FigureVersion[];
  total: number;
  page: number;
  lacking: { group: Group; places: Place[] }[];
  groups: readonly Group[];
}

/** The figures there are, or with `missing` the places that lack one. */
export function baselineListPage(list: BaselineList, scope: Scope, words: Words, mayWrite: boolean): object {
  const { typed, figures, total, page, missing } = list;
  const first = (page - 1) * PAGE_SIZE;
  const address = (number: number): string => paths.baselines({ ...typed, page: number });
  return {
    titleKey: 'territory.tab.baselines',
    tabs: tabs(words, 'baselines'),
    typed,
    groups: list.groups.map((group) => ({ value: group.code, text: groupName(group, words.locale) })),
    missing,
    missingHref: missing
      ? paths.baselines({ ...typed })
      : paths.baselines({ group: typed.group || undefined, missing: '1' }),
    table: figures.length > 0 ? figureTable(figures, list.groups, scope, words) : null,
    lacking: list.lacking.map((each) => lackingTable(each, words, mayWrite)),
    pager: total > PAGE_SIZE && {
      from: first + 1,
      to: first + figures.length,
      total,
      prev: page > 1 ? address(page - 1) : undefined,
      next: first + figures.length < total ? address(page + 1) : undefined,
    },
    mayWrite,
  };
}

/** Places of the tree on the day of the view, inside the scope, whose baseline for the group is unknown. */
export function lackingPlaces(scope: Scope, view: TerritoryView, baselines: Baselines, group: string): Place[] {
  const lacking: Place[] = [];
  for (let at = 0; lacking.length < MOST_MISSING; at += 1) {
    const place = view.placeAtPosition(at);
    if (!place) break;
    if (!scope.covers(place.id) || !LISTED_LEVELS.includes(place.level)) continue;
    if (baselines.isCountedAbove(place, group)) continue;
    if (baselines.baseline(view, place, group).value === null) lacking.push(place);
  }
  return lacking;
}

function figureTable(figures: readonly FigureVersion[], groups: readonly Group[], scope: Scope, words: Words): object {
  const names = new Map(groups.map((group) => [group.code, groupName(group, words.locale)]));
  const columns = ['place', 'group', 'year', 'value', 'source', 'author'].map((name) => ({
    text: words.say(`column.${name}`),
    num: name === 'value',
  }));
  const rows = figures.map((figure) => ({
    cells: [
      { text: nameOf(scope, figure), href: paths.place(figure.place_id), sub: figure.unit_code },
      { text: names.get(figure.group_code) ?? figure.group_code },
      { text: String(figure.year), href: paths.baselineHistory(figure.unit_code, figure.group_code, figure.year) },
      { text: formatNumber(words.locale, figure.value) },
      { text: figure.source ?? words.say('none') },
      { text: figure.author ?? words.say('author.command'), sub: words.date(dayOf(new Date(figure.recorded_at))) },
    ],
  }));
  return { caption: words.say('baseline.caption'), columns, rows };
}

function lackingTable({ group, places }: BaselineList['lacking'][number], words: Words, mayWrite: boolean): object {
  const columns = ['place', 'level'].map((name) => ({ text: words.say(`column.${name}`) }));
  if (mayWrite) columns.push({ text: words.say('column.enter') });
  const enter = (place: Place) => ({
    text: words.say('baseline.enter_at', { name: place.name }),
    href: paths.baselineNew({ unit: place.code, group: group.code }),
  });
  const rows = words.byName(places).map((place) => ({
    cells: [
      { text: place.name, href: paths.place(place.id), sub: place.code },
      { text: words.level(place) },
      ...(mayWrite ? [enter(place)] : []),
    ],
  }));
  const name = groupName(group, words.locale);
  const table = {
    caption: words.say('baseline.lacking', { name, count: places.length }),
    columns,
    rows,
  };
  return { name, table: rows.length > 0 ? table : null, complete: words.say('baseline.complete', { name }) };
}

/** The form of a figure; `place` where the code and year already say which one. */
export function baselineFormPage(
  typed: Record<string, unknown>,
  groups: readonly Group[],
  words: Words,
  place?: Place,
): object {
  const title = words.say(Number(typed.revision ?? 0) > 0 ? 'baseline.correct' : 'baseline.enter');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      { text: words.say('tab.baselines'), href: paths.baselines() },
      { text: title },
    ],
    typed: { revision: '0', ...typed },
    unitHint: place?.name ?? words.say('baseline.unit_hint'),
    groups: groups.map((group) => ({ value: group.code, text: groupName(group, words.locale) })),
    cancel: place ? paths.place(place.id) : paths.baselines(),
  };
}

/** One figure with all its versions. */
export function historyPage(
  versions: readonly FigureVersion[],
  group: Group | undefined,
  scope: Scope,
  words: Words,
  mayWrite: boolean,
): object {
  const [latest] = versions;
  if (!latest) return {};
  const { unit_code: unit, group_code, year, place_id } = latest;
  const name = group ? groupName(group, words.locale) : group_code;
  const place = nameOf(scope, latest);
  const title = words.say('baseline.history', { name, place, year: String(year) });
  const columns = ['version', 'value', 'source', 'author'].map((column) => ({
    text: words.say(`column.${column}`),
    num: column === 'value',
  }));
  const rows = versions.map((version) => ({
    cells: [
      { text: String(version.revision), sub: version.current === 1 ? words.say('baseline.current') : undefined },
      { text: formatNumber(words.locale, version.value) },
      { text: version.source ?? words.say('none') },
      { text: version.author ?? words.say('author.command'), sub: formatInstant(words.locale, version.recorded_at) },
    ],
  }));
  return {
    title,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      { text: place, href: paths.place(place_id) },
      { text: title },
    ],
    table: { caption: title, columns, rows },
    correctHref: mayWrite ? paths.baselineNew({ unit, group: group_code, year }) : undefined,
  };
}

function nameOf(scope: Scope, figure: FigureVersion): string {
  return scope.territory.placeById(figure.place_id)?.name ?? figure.unit_code;
}
