import { groupsOf } from '../coverage/figure-records.js';
import { coverageRow, type CoverageRow } from '../coverage/output.js';
import type { FigureData } from './figure-data.js';
import { figureHref, tableHref } from './figure-links.js';
import { tooManyWords } from './figure-lists.page.js';
import type { FigureWords } from './figure-words.js';
import { comparePlaceNames, nameInSentence, shortName } from './place-words.js';
import { isSeen } from './plan-views.js';
import { isCountedAbove } from './scoreboard-row.js';

/** The sum of the reporters' own figures, which is right only when the repeats are taken off. */
export function overlapSection(data: FigureData): object {
  const { view, records, indicator, group } = data;
  const { words } = view;
  if (!records) return { heading: words.t('coverage.overlap.heading_many'), too_many: tooManyWords(data) };
  const { overlap } = records;
  const unit = words.unit(groupsOf(indicator, group));
  const { shown, outside } = reportersOf(data);
  const line = (text: string, count: string): object => ({ cells: [{ text }, { text: count }] });
  return {
    heading: words.t('coverage.overlap.heading', { count: overlap.overlap }),
    lede: words.t('coverage.overlap.lede', { sum: overlap.sum, distinct: overlap.distinct, unit }),
    table: {
      caption: words.t('coverage.overlap.caption'),
      columns: [
        { text: words.t('coverage.col.reporter') },
        { text: words.t('coverage.col.distinct', { unit }), num: true },
      ],
      rows: [
        ...shown.map(({ reporter, distinct }) => line(reporterName(data, reporter), words.num(distinct))),
        ...(outside.count === 0
          ? []
          : [line(words.t('coverage.overlap.outside', { count: outside.count }), words.num(outside.distinct))]),
        line(words.t('coverage.overlap.sum'), words.num(overlap.sum)),
        line(words.t('coverage.overlap.repeats'), overlap.overlap === 0 ? '0' : `−${words.num(overlap.overlap)}`),
      ],
      foot: line(words.t('coverage.overlap.distinct'), words.num(overlap.distinct)),
    },
    none: overlap.distinct === 0,
    csv: tableHref(data, 'overlap'),
  };
}

/** The reporters by name, agencies and the units that the reader sees; of the others how many, and their sum. */
export function reportersOf({ view, records }: FigureData) {
  const reporters = records?.overlap.reporters ?? [];
  const isNamed = ({ reporter }: { reporter: string }): boolean => {
    const unit = /^unit:(\d+)$/.exec(reporter)?.[1];
    const place = unit === undefined ? undefined : view.count.territory.placeById(Number(unit));
    return !place || isSeen(view, place);
  };
  const others = reporters.filter((one) => !isNamed(one));
  const distinct = others.reduce((sum, one) => sum + one.distinct, 0);
  return { shown: reporters.filter(isNamed), outside: { count: others.length, distinct } };
}

/** An agency by its title in the plan, a unit by its name. */
export function reporterName({ view }: FigureData, reporter: string): string {
  const [kind = '', code = ''] = reporter.split(/:(.*)/s);
  if (kind === 'agency') {
    const agency = view.content.agencies.find((each) => each.code === code);
    return agency ? view.words.local(agency.title_vi, agency.title_en) : code;
  }
  const place = view.count.territory.placeById(Number(code));
  return place ? place.name : view.words.t('coverage.overlap.unknown');
}

/** The same figure at the places directly below, cohorts too, where anything is known of them. */
export function placesSection(data: FigureData): { count: number; heading: string; table: object; csv: string } | null {
  const { view, below, indicator, group } = data;
  const { words, count, scope } = view;
  if (below.length === 0) return null;
  const rows = below
    .map((place) => ({
      place,
      row: coverageRow(scope.code, indicator, group, place, count.figures(indicator, group, place)),
    }))
    // where nothing is known and nobody came there is nothing to open
    .filter(({ row }) => row.population !== null || row.ceiling > 0)
    .sort((a, b) => comparePlaceNames(a.place, b.place));
  if (rows.length === 0) return null;
  const columns = ['place', 'percent', 'of', 'ceiling', 'status'];
  return {
    count: rows.length,
    heading: words.t('coverage.places.heading', { place: nameInSentence(words, data.place) }),
    table: {
      caption: words.t('coverage.places.heading', { place: nameInSentence(words, data.place) }),
      columns: columns.map((name) => ({
        text: words.t(`coverage.col.${name}`),
        num: name !== 'place' && name !== 'status',
      })),
      rows: rows.map(({ place, row }) => ({
        cells: [
          { text: shortName(place), href: figureHref(data, { unit: place.code }) },
          { text: row.percent === null ? '–' : words.percent(row.percent) },
          {
            text:
              row.population === null ? words.num(row.floor) : `${words.num(row.floor)}/${words.num(row.population)}`,
          },
          { text: row.ceiling > row.floor ? words.num(row.ceiling) : '' },
          isCountedAbove(view, place, indicator, row)
            ? { text: words.t('legend.above') }
            : { text: statusText(words, row), status: row.status },
        ],
      })),
    },
    csv: tableHref(data, 'places'),
  };
}

function statusText(words: FigureWords, row: CoverageRow): string {
  return row.population === 0 ? words.t('coverage.population_zero_short') : words.t(`status.${row.status}`);
}
