import { paths } from '../web/paths.js';
import { placeLabel } from './place-choice.js';
import { dayBefore, endedBefore, type Place, type Succession } from './place.js';
import type { Reform } from './reform-book.js';
import { reformParams } from './reform.page.js';
import { REFORM_KINDS } from './reform.js';
import type { Scope } from './scope.js';
import { tabs } from './tabs.js';
import type { SuccessionRow } from './territory.entities.js';
import type { Words } from './words.js';

interface Pair {
  id: number;
  date: string;
  from: Place;
  to: Place;
  main: boolean;
}

/** All successions that touch the reader's territory, the latest day first. */
export function successionListPage(
  scope: Scope,
  successions: readonly Succession[],
  words: Words,
  mayWrite: boolean,
): object {
  const pairs = successions.flatMap((each) => pairOf(scope, each));
  pairs.sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? 1 : -1));
  // That the old place ended is the rule: the column is for what differs from it.
  const special = (pair: Pair): boolean => pair.main || !endedBefore(pair.from, pair.date);
  const names = ['date', 'from', 'to', ...(pairs.some(special) ? ['what'] : [])];
  const columns = names.map((name) => ({ text: words.say(`column.${name}`) }));
  const rows = pairs.map((pair) => ({
    cells: [
      { text: words.date(pair.date), href: paths.succession(pair.id) },
      placeCell(scope, pair.from),
      placeCell(scope, pair.to),
      ...(names.length > 3 ? [{ text: special(pair) ? whatHappened(pair, words) : '' }] : []),
    ],
  }));
  return {
    titleKey: 'territory.tab.successions',
    tabs: tabs(words, 'successions'),
    table: rows.length > 0 ? { caption: words.say('succession.caption', { count: rows.length }), columns, rows } : null,
    mayWrite,
    actions: REFORM_KINDS.map((kind) => ({ text: words.say(`action.${kind}`), href: paths.successionNew(kind) })),
  };
}

export interface SuccessionSources {
  scope: Scope;
  row: SuccessionRow;
  /** All successions there are. */
  all: readonly Succession[];
  /** The reform by page that it is part of, for those who may undo it. */
  reform: Reform | undefined;
}

/** One succession, with what may be mended. */
export function successionPage(
  { scope, row, all, reform }: SuccessionSources,
  words: Words,
  mayWrite: boolean,
): object {
  const parts = all.filter(({ predecessor_id, date }) => predecessor_id === row.predecessor_id && date === row.date);
  const [pair] = pairOf(scope, { ...row, main: row.main === 1 });
  const title = pair ? words.say('succession.title', { from: pair.from.name, to: pair.to.name }) : '';
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      { text: words.say('tab.successions'), href: paths.successions() },
      { text: title },
    ],
    id: row.id,
    facts: pair ? facts(scope, pair, words) : [],
    mayWrite,
    // Which part is the main one is a question of splits only.
    mayBeMain: mayWrite && row.main === 0 && parts.length > 1,
    undo: reform && undoOffer(reform, words),
  };
}

/** What undoing a reform as a whole would do, and where the button posts to. */
export function undoOffer({ id, kind, date, predecessors, begun, successors }: Reform, words: Words): object {
  const from = predecessors.map(({ place }) => place);
  const params = reformParams({ from, to: successors, date }, words);
  const reopened = from.filter((place) => place.valid_to === dayBefore(date));
  const names = (places: readonly Place[]): string => words.list(words.byName(places).map(placeLabel));
  return {
    action: paths.reformUndoing(id),
    sentences: [
      words.say(`undo.${kind}`, params),
      ...(reopened.length > 0 ? [words.say('undo.reopened', { names: names(reopened) })] : []),
      ...(begun.length > 0 ? [words.say('undo.removed', { names: names(begun) })] : []),
    ],
  };
}

function facts(scope: Scope, pair: Pair, words: Words): object[] {
  const fact = (term: string, place: Place): object => {
    const { text, sub, href } = placeCell(scope, place);
    return { term: words.say(`column.${term}`), value: text, note: `${sub} · ${words.validity(place)}`, href };
  };
  return [
    { term: words.say('column.date'), value: words.date(pair.date) },
    fact('from', pair.from),
    fact('to', pair.to),
    { term: words.say('column.what'), value: whatHappened(pair, words) },
  ];
}

function pairOf(scope: Scope, { id, predecessor_id, successor_id, date, main }: Omit<Succession, 'position'>): Pair[] {
  const from = scope.territory.placeById(predecessor_id);
  const to = scope.territory.placeById(successor_id);
  if (!from || !to || !(scope.covers(from.id) || scope.covers(to.id))) return [];
  return [{ id, date, from, to, main }];
}

function placeCell(scope: Scope, place: Place): { text: string; sub: string; href: string | undefined } {
  return { text: place.name, sub: place.code, href: scope.covers(place.id) ? paths.place(place.id) : undefined };
}

function whatHappened({ from, date, main }: Pair, words: Words): string {
  if (!endedBefore(from, date)) return words.say('what.part');
  return words.say(main ? 'what.main' : 'what.ended');
}
