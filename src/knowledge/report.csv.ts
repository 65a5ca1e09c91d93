import type { CsvValue } from '../interchange/writer.js';
import type { Gain, GainRow } from './gain.js';
import { groupName, placeName, type ReportState } from './report.page.js';
import type { OpenedActivity } from './staff-door.js';

const COLUMNS = ['part', 'name', 'people', 'before', 'after', 'gain', 'gain_from', 'gain_to'];
const PASSES = ['passed_before', 'passed_after', 'passes_from', 'passes_to'];

/** The report as rows: shares with four decimals; what is kept back has its name and nothing else. */
export function* reportRows(opened: OpenedActivity, { questions, report }: ReportState): Generator<CsvValue[]> {
  yield [...COLUMNS, ...PASSES];
  yield ['all', null, ...gainValues(report.gain)];
  yield* tableRows('group', report.groups, (key) => groupName(opened, key));
  yield* tableRows('place', report.places, (key) => placeName(opened, key));
  for (const [at, { ref, before, after }] of report.questions.entries()) {
    const name = questions[at]?.question.title || ref;
    const shares = [before, after, after - before].map(decimal);
    yield ['question', name, report.pairs, ...shares, null, null, null, null, null, null];
  }
}

function* tableRows(part: string, rows: readonly GainRow[], nameOf: (key: string) => string): Generator<CsvValue[]> {
  for (const { key, gain } of rows) yield [part, nameOf(key), ...gainValues(gain)];
}

function gainValues(gain: Gain | null): CsvValue[] {
  if (!gain) return Array.from({ length: COLUMNS.length + PASSES.length - 2 }, () => null);
  const { people, before, after, interval, passes } = gain;
  return [
    ...[people, ...[before, after, gain.gain, ...interval].map(decimal)],
    ...[passes.before, passes.after, ...passes.interval.map(decimal)],
  ];
}

function decimal(value: number): string {
  return value.toFixed(4);
}
