import type { BaselinePart } from '../territory/baseline.js';
import { paths } from '../web/paths.js';
import { dayOf } from '../config/clock.js';
import type { FigureData, GroupBaseline } from './figure-data.js';
import { figureHref } from './figure-links.js';
import { someOf } from './scoreboard-row.js';

/** The baseline of each group: by which rule, out of what, from which source, and what is missing. */
export function baselineSection(data: FigureData, mayEnter: boolean): object {
  return { groups: data.baselines.map((baseline) => groupBaseline(data, baseline, mayEnter)) };
}

function groupBaseline(data: FigureData, baseline: GroupBaseline, mayEnter: boolean): object {
  const { words, dates } = data.view;
  const { group, result } = baseline;
  const unit = words.unit([group]);
  const shown = result.parts.filter(({ place }) => isShown(data, place.id));
  const key = result.value === null ? 'coverage.baseline.heading_unknown' : 'coverage.baseline.heading';
  const missing = someOf(
    words,
    result.missing.map(({ name }) => name),
  );
  const year = dates.as_of.slice(0, 4);
  return {
    heading: words.t(key, { group: words.group(group), value: result.value ?? 0, unit }),
    rule: words.t(`coverage.baseline.rule_${result.rule}`, { parts: result.parts.length, missing, unit, year }),
    table: shown.length === 0 ? null : table(data, baseline, shown),
    missing: result.missing.map((place) => ({
      text: words.t('coverage.baseline.enter', { place: place.name }),
      href: mayEnter ? paths.baselineNew({ unit: place.code, group }) : null,
      name: place.name,
    })),
    all: paths.baselines({ group }),
  };
}

/** Figures of places outside the reader's territory are not shown one by one. */
function isShown({ sees, place }: FigureData, placeId: number): boolean {
  return sees === null || placeId === place.id || sees.has(placeId);
}

function table(data: FigureData, baseline: GroupBaseline, shown: readonly BaselinePart[]): object {
  const { words } = data.view;
  const columns = ['place', 'value', 'year', 'source', 'author'];
  const others = baseline.result.parts.length - shown.length;
  const rest = baseline.result.parts.filter((part) => !shown.includes(part));
  const sum = rest.reduce((total, { value }) => total + (value ?? 0), 0);
  const rows = shown.map((part) => ({ cells: partCells(data, baseline, part) }));
  if (others > 0) {
    const text = words.t('coverage.baseline.others', { count: others });
    rows.push({ cells: [{ text }, { text: words.num(sum) }, { text: '' }, { text: '' }, { text: '' }] });
  }
  return {
    caption: words.t('coverage.baseline.caption'),
    columns: columns.map((name) => ({ text: words.t(`coverage.col.${name}`), num: name === 'value' })),
    rows,
  };
}

function partCells(
  data: FigureData,
  { group, sources, result }: GroupBaseline,
  { place, value, year }: BaselinePart,
): object[] {
  const { words } = data.view;
  const source = sources.get(place.id);
  const ofItself = place.id === data.place.id && result.rule === 'figure';
  const href = source
    ? paths.baselineHistory(source.unit_code, group, source.year)
    : figureHref(data, { unit: place.code, group: data.indicator.groups.length > 1 ? group : undefined });
  const standing = data.view.count.asked.view.stands(place);
  return [
    { text: place.name, ...(source || (standing && !ofItself) ? { href } : {}) },
    { text: value === null ? words.t('coverage.baseline.none') : words.num(value) },
    { text: year === null ? words.t('coverage.baseline.sum') : String(year) },
    { text: source?.source ?? '' },
    { text: source ? authorOf(data, source) : '' },
  ];
}

function authorOf(
  { view: { words } }: FigureData,
  source: { author: string | null; recorded_at: string; revision: number },
): string {
  const author = source.author ?? words.t('coverage.baseline.command');
  if (source.revision === 1) return author;
  return words.t('coverage.baseline.corrected', { author, date: words.date(dayOf(new Date(source.recorded_at))) });
}
