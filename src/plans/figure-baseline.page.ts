import { dayOf } from '../config/clock.js';
import type { BaselineSource } from '../coverage/baseline-sources.js';
import type { BaselinePart } from '../territory/baseline.js';
import type { Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import type { FigureData, GroupBaseline } from './figure-data.js';
import { figureHref } from './figure-links.js';
import { byName, comparePlaceNames, kindsOf, placesInWords, shortName } from './place-words.js';
import { isSeen } from './plan-views.js';

/** The baseline of each group: by which rule, out of what, from which source, and what is missing. */
export function baselineSection(data: FigureData, mayEnter: boolean): object {
  return { groups: data.baselines.map((baseline) => groupBaseline(data, baseline, mayEnter)) };
}

function groupBaseline(data: FigureData, baseline: GroupBaseline, mayEnter: boolean): object {
  const { view } = data;
  const { words, dates } = view;
  const { group, result } = baseline;
  const unit = words.unit([group]);
  const above =
    result.value === null && view.place !== view.own && view.count.isCountedAbove(view.place, { groups: [group] });
  const shown = result.parts.filter(({ place }) => isSeen(view, place));
  const kind = above ? 'above' : result.value === null ? 'unknown' : 'known';
  const year = dates.as_of.slice(0, 4);
  const places = result.parts.map(({ place }) => place);
  return {
    heading: words.t(`coverage.baseline.heading_${kind}`, {
      group: words.group(group),
      value: result.value ?? 0,
      unit,
    }),
    rule: words.t(`coverage.baseline.rule_${above ? 'above' : result.rule}`, {
      parts: places.length,
      kinds: kindsOf(words, places),
      missing: placesInWords(view, result.missing),
      year,
    }),
    table: shown.length === 0 ? null : table(data, baseline, shown),
    missing: mayEnter && !above ? entries(data, group, result.missing) : [],
  };
}

/** Where the missing figures are entered, of the places that are the reader's to enter. */
function entries({ view }: FigureData, group: string, missing: readonly Place[]): { text: string; href: string }[] {
  const year = view.dates.as_of.slice(0, 4);
  return byName(missing.filter(({ id }) => view.mine.covers(id))).map((place) => ({
    text: view.words.t('coverage.baseline.enter', { place: shortName(place) }),
    href: paths.baselineNew({ unit: place.code, group, year }),
  }));
}

/** The summands; figures of places outside the reader's territory are not shown one by one. */
function table(data: FigureData, baseline: GroupBaseline, shown: readonly BaselinePart[]): object {
  const { words } = data.view;
  const columns = ['place', 'value', 'year', 'source', 'author'];
  const rest = baseline.result.parts.filter((part) => !shown.includes(part));
  const sum = rest.reduce((total, { value }) => total + (value ?? 0), 0);
  const ordered = [...shown].sort((a, b) => comparePlaceNames(a.place, b.place));
  const rows = ordered.map((part) => ({ cells: partCells(data, baseline, part) }));
  if (rest.length > 0) {
    const text = words.t('coverage.baseline.others', { count: rest.length });
    rows.push({ cells: [{ text }, { text: words.num(sum) }, { text: '' }, { text: '' }, { text: '' }] });
  }
  return {
    caption: words.t('coverage.baseline.caption'),
    columns: columns.map((name) => ({ text: words.t(`coverage.col.${name}`), num: name === 'value' })),
    rows,
  };
}

function partCells(data: FigureData, baseline: GroupBaseline, part: BaselinePart): object[] {
  const { words } = data.view;
  const { place, value } = part;
  const href = hrefOf(data, baseline, part);
  const sources = sourcesOf(baseline, part);
  const lines = (texts: string[]): string => [...new Set(texts.filter((text) => text !== ''))].join('; ');
  return [
    { text: place === data.place ? place.name : shortName(place), ...(href === null ? {} : { href }) },
    { text: value === null ? words.t('coverage.baseline.none') : words.num(value) },
    { text: yearOf(data, baseline, part) },
    { text: lines(sources.map(({ source }) => source ?? '')) },
    { text: lines(sources.map((source) => authorOf(data, source))) },
  ];
}

/** The history of an entered figure; of a sum the same figure at its place, where its own parts stand. */
function hrefOf(data: FigureData, { group, sources, result }: GroupBaseline, { place, year }: BaselinePart) {
  const { mine, count } = data.view;
  const source = year === null ? undefined : sources.get(place.id);
  if (source) return mine.covers(place.id) ? paths.baselineHistory(source.unit_code, group, source.year) : null;
  const ofItself = place.id === data.place.id && result.rule === 'figure';
  if (ofItself || !count.asked.view.stands(place)) return null;
  const asked = { unit: place.code, group: data.indicator.groups.length > 1 ? group : undefined };
  return `${figureHref(data, asked)}#baseline`;
}

/** The sources of an entered figure, or of all that a sum is added up from. */
function sourcesOf({ sources, sums }: GroupBaseline, { place, year }: BaselinePart): BaselineSource[] {
  const parts = year === null ? (sums.get(place.id)?.parts ?? []) : [{ place, year }];
  return parts.flatMap((part) => (part.year === null ? [] : (sources.get(part.place.id) ?? [])));
}

/** The year of a figure; of a sum how many figures of which years it is added up from: `cộng từ 3 xã cũ, năm 2025`. */
function yearOf({ view }: FigureData, { sums }: GroupBaseline, { place, year }: BaselinePart): string {
  if (year !== null) return String(year);
  const { words } = view;
  const sum = sums.get(place.id);
  if (!sum) return words.t('coverage.baseline.sum');
  const parts = sum.parts.filter((part) => part.place !== place);
  const places = parts.map((part) => part.place);
  const years = [...new Set(sum.parts.map((part) => part.year))].sort();
  const known = years.includes(null) ? '' : words.t('coverage.baseline.of_year', { year: years.join(', ') });
  return words.t(`coverage.baseline.sum_${sum.rule}`, { count: places.length, kinds: kindsOf(words, places), known });
}

function authorOf(
  { view: { words } }: FigureData,
  source: { author: string | null; recorded_at: string; revision: number },
): string {
  const author = source.author ?? words.t('coverage.baseline.command');
  if (source.revision === 1) return author;
  return words.t('coverage.baseline.corrected', { author, date: words.date(dayOf(new Date(source.recorded_at))) });
}
