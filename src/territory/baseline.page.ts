import { dayOf } from '../config/clock.js';
import { formatInstant, formatNumber } from '../i18n/format.js';
import type { ErrorParams } from '../errors.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { FigureVersion } from './baseline.store.js';
import { type Group, groupName } from './groups.js';
import type { Lacking } from './baseline-needs.js';
import { placeSuggestions } from './place-choice.js';
import type { Place } from './place.js';
import type { Scope } from './scope.js';
import { tabs } from './tabs.js';
import type { Words } from './words.js';

export interface BaselineList {
  typed: { unit: string; group: string; year: string };
  missing: boolean;
  figures: readonly FigureVersion[];
  total: number;
  page: number;
  /** Of groups that plans need, where places lack a figure. */
  lacking: Lacking[];
  groups: readonly Group[];
}

/** What a reader may do here, by role. */
export interface BaselineRights {
  write: boolean;
  /** Load files. */
  load: boolean;
}

/** The figures there are, or with `missing` the places that lack one. */
export function baselineListPage(list: BaselineList, scope: Scope, words: Words, rights: BaselineRights): object {
  const { typed, figures, missing } = list;
  const filter = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const lacking = list.lacking.filter(({ places }) => places.length > 0);
  return {
    titleKey: 'territory.tab.baselines',
    tabs: tabs(words, 'baselines'),
    typed,
    places: placeSuggestions(scope, words.locale),
    groups: list.groups.map((group) => ({ value: group.code, text: groupName(group, words.locale) })),
    missing,
    missingHref: missing
      ? paths.baselines({ ...typed })
      : paths.baselines({ group: typed.group || undefined, missing: '1' }),
    table: figures.length > 0 ? figureTable(figures, list.groups, scope, words) : null,
    lacking: lacking.map((each) => lackingTable(each, words, rights.write)),
    empty: emptyOf(list, scope, lacking.length, rights),
    pager: list.total > 0 && pager(list, pagesOf(paths.baselines(), filter), paths.baselinesCsv(typed)),
    mayWrite: rights.write,
  };
}

/** What stands where nothing is listed, and the one button that helps. */
function emptyOf(list: BaselineList, scope: Scope, lacking: number, { write, load }: BaselineRights): object | null {
  if (list.missing ? lacking > 0 : list.figures.length > 0) return null;
  const noPlaces = !scope.territory.places.some(({ id }) => scope.covers(id));
  const say = (name: string, action?: { key: string; href: string }): object => ({
    title: `territory.baseline.${name}`,
    text: `territory.baseline.${name}_hint`,
    ...action,
  });
  const loading = load ? { key: 'imports.title', href: paths.imports() } : undefined;
  if (noPlaces) return say('no_places', loading);
  if (list.missing) return say(list.lacking.length > 0 ? 'complete' : 'no_needs');
  if (Object.values(list.typed).some((value) => value !== '')) return say('none_found');
  return say('empty', write ? { key: 'territory.baseline.enter', href: paths.baselineNew() } : undefined);
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

function lackingTable({ group, places }: Lacking, words: Words, mayWrite: boolean): object {
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
  return { caption: words.say('baseline.lacking', { name, count: places.length }), columns, rows };
}

/** The form of a figure; `place` where the code and year already say which one. */
export function baselineFormPage(
  typed: Record<string, unknown>,
  groups: readonly Group[],
  scope: Scope,
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
    places: placeSuggestions(scope, words.locale),
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
      { text: place, href: scope.covers(place_id) ? paths.place(place_id) : undefined },
      { text: title },
    ],
    table: { caption: title, columns, rows },
    ...(mayWrite && scope.covers(place_id)
      ? {
          correctHref: paths.baselineNew({ unit, group: group_code, year }),
          withdrawal: paths.baselineWithdrawal(unit, group_code, year, latest.revision),
          withdrawalText: words.say('baseline.withdraw', { value: latest.value }),
        }
      : {}),
  };
}

function nameOf(scope: Scope, figure: FigureVersion): string {
  return scope.territory.placeById(figure.place_id)?.name ?? figure.unit_code;
}

/** A figure in a message: whose, where, of which year, how many. */
export function figureParams(
  { place, group, year, value }: { place: Place | undefined; group: Group | undefined; year: number; value: number },
  words: Words,
): ErrorParams {
  const name = group ? groupName(group, words.locale) : '';
  const group_name = name.charAt(0).toLocaleLowerCase('vi') + name.slice(1);
  return { group: group_name, place: place?.name ?? '', year: String(year), value };
}
