import { formatInstant, formatNumber } from '../i18n/format.js';
import { paths } from '../web/paths.js';
import type { BaselineResult } from './baseline.js';
import type { FigureVersion } from './baseline.store.js';
import { type Group, groupName } from './groups.js';
import { endedBefore, type Place, type Succession } from './place.js';
import type { Reform } from './reform-book.js';
import type { Scope } from './scope.js';
import { undoOffer } from './succession.page.js';
import { childTable } from './tree.page.js';
import type { TerritoryView } from './tree.js';
import type { Words } from './words.js';

export interface PlaceSources {
  scope: Scope;
  view: TerritoryView;
  place: Place;
  successions: readonly Succession[];
  /** `above`: only larger places have figures of the group. */
  groups: readonly { group: Group; result: BaselineResult | null; above: boolean }[];
  figures: readonly FigureVersion[];
  /** The last reform by page that touched the place, for those who may undo it. */
  reform: Reform | undefined;
}

/** What a reader may do here, by role. */
export interface PlaceRights {
  write: boolean;
  baseline: boolean;
}

/** Everything about one place as the reader sees it on a day. */
export function placePage(sources: PlaceSources, words: Words, rights: PlaceRights): object {
  const { place, view, scope } = sources;
  const children = view.children(place).filter((child) => scope.covers(child.id));
  return {
    title: place.name,
    crumbs: [{ text: words.say('title'), href: paths.territory(view.asOf) }, ...crumbsAbove(sources)],
    place,
    levelText: words.level(place),
    asOfText: words.date(view.asOf),
    facts: facts(sources, words),
    history: history(sources, words),
    childTable: children.length > 0 ? childTable(view, words.byName(children), view.asOf, words) : null,
    baselineTable: baselineTable(sources, words, rights),
    figureTable: figureTable(sources, words),
    actions: rights.write ? actions(place, words, view.stands(place)) : [],
    undo: sources.reform && undoOffer(sources.reform, words),
  };
}

function crumbsAbove({ place, view, scope }: PlaceSources): { text: string; href?: string }[] {
  const above = view.stands(place) ? view.ancestors(place).reverse() : [];
  const links = above.map((each) =>
    scope.covers(each.id) ? { text: each.name, href: paths.place(each.id, view.asOf) } : { text: each.name },
  );
  return [...links, { text: place.name }];
}

function facts({ place, view, scope }: PlaceSources, words: Words): object[] {
  const parent = scope.territory.parentOf(place);
  const above = view.stands(place) ? view.parent(place) : undefined;
  const parentHref = parent && scope.covers(parent.id) ? { href: paths.place(parent.id) } : {};
  const moved = above && above !== parent ? { note: words.say('parent.now', { name: above.name }) } : {};
  return [
    { term: words.say('column.code'), value: place.code },
    { term: words.say('column.level'), value: words.level(place) },
    { term: words.say('column.valid'), value: words.validity(place) },
    { term: words.say('fact.parent'), value: parent?.name ?? words.say('none'), ...parentHref, ...moved },
  ];
}

/** Where its people came from and where they went, as sentences with links inside the reader's territory. */
function history({ place, successions, scope }: PlaceSources, words: Words): object[] {
  const lines = successions.filter(({ predecessor_id, successor_id }) =>
    [predecessor_id, successor_id].includes(place.id),
  );
  return lines.map(({ predecessor_id, successor_id, date }) => {
    const came = successor_id === place.id;
    const other = scope.territory.placeById(came ? predecessor_id : successor_id);
    const lives = !endedBefore(came ? (other ?? place) : place, date);
    return {
      when: words.date(date),
      text: words.say(`history.${came ? 'from' : 'to'}${lives ? '_part' : ''}`),
      name: other?.name,
      code: other?.code,
      href: other && scope.covers(other.id) ? paths.place(other.id) : undefined,
    };
  });
}

function baselineTable({ groups, place, view }: PlaceSources, words: Words, rights: PlaceRights): object {
  const year = view.asOf.slice(0, 4);
  const columns = ['group', 'value', 'how'].map((name) => ({
    text: words.say(`column.${name}`),
    num: name === 'value',
  }));
  if (rights.baseline) columns.push({ text: words.say('column.enter'), num: false });
  const rows = groups.map(({ group, result, above }) => {
    const name = groupName(group, words.locale);
    const known = result?.value ?? null;
    if (known === null && above) return { cells: aboveCells(name, words, rights) };
    const enter = {
      text: words.say('baseline.enter_for', { name }),
      href: paths.baselineNew({ unit: place.code, group: group.code, year }),
    };
    const value =
      known === null
        ? { text: words.say('baseline.none'), status: 'no_baseline' }
        : { text: formatNumber(words.locale, known) };
    return {
      cells: [
        { text: name },
        value,
        { text: result ? how(result, place, words) : '' },
        ...(rights.baseline ? [enter] : []),
      ],
    };
  });
  return { caption: words.say('baseline.as_of', { day: words.date(view.asOf) }), columns, rows };
}

/** A group that is counted at a higher level has no gap here. */
function aboveCells(name: string, words: Words, rights: PlaceRights): object[] {
  const cells = [{ text: name }, { text: '–' }, { text: words.say('how.above') }];
  return rights.baseline ? [...cells, { text: '' }] : cells;
}

/** How a baseline came about (counting method §4), or which places lack one. */
function how(result: BaselineResult, place: Place, words: Words): string {
  const { rule, parts, missing } = result;
  if (rule === 'unknown' && missing.length === 1 && missing[0] === place) return words.say('how.not_entered');
  if (rule === 'unknown')
    return words.say('how.unknown', {
      names: words.list(
        words
          .byName(missing)
          .slice(0, 6)
          .map(({ name }) => name),
      ),
    });
  if (rule === 'children') return words.say('how.children', { count: parts.length });
  if (rule === 'predecessors') return words.say('how.predecessors', { count: parts.length });
  const [own, ...joined] = parts;
  const year = String(own?.year ?? '');
  return joined.length === 0
    ? words.say('how.figure', { year })
    : words.say('how.figure_joined', { year, count: joined.length });
}

function figureTable({ figures, groups, place }: PlaceSources, words: Words): object | null {
  const current = figures.filter((figure) => figure.current === 1);
  if (current.length === 0) return null;
  const names = new Map(groups.map(({ group }) => [group.code, groupName(group, words.locale)]));
  const columns = ['group', 'year', 'value', 'source', 'author'].map((name) => ({
    text: words.say(`column.${name}`),
    num: name === 'value',
  }));
  const rows = current.map((figure) => ({
    cells: [
      { text: names.get(figure.group_code) ?? figure.group_code },
      { text: String(figure.year), href: paths.baselineHistory(place.code, figure.group_code, figure.year) },
      { text: formatNumber(words.locale, figure.value) },
      { text: figure.source ?? words.say('none') },
      { text: figure.author ?? words.say('author.command'), sub: formatInstant(words.locale, figure.recorded_at) },
    ],
  }));
  return { caption: words.say('baseline.entered'), columns, rows };
}

function actions(place: Place, words: Words, stands: boolean): object[] {
  const reform = (kind: string): object => ({
    text: words.say(`action.${kind}`),
    href: paths.successionNew(kind, place.code),
  });
  const edit = { text: words.say('action.edit'), href: paths.placeEdit(place.id) };
  if (!stands) return [edit];
  const below =
    place.level === 'cohort' ? [] : [{ text: words.say('action.add_below'), href: paths.placeNew(place.code) }];
  return [edit, ...below, ...['merge', 'rename', 'split', 'end'].map(reform)];
}

/** The day on which a place is looked at where none was asked for: today, or the nearest day on which it stood. */
export function dayFor(place: Place, today: string): string {
  if (place.valid_from > today) return place.valid_from;
  return place.valid_to < today ? place.valid_to : today;
}
