import { Schedule, type ActivityKind } from '../../src/activities/qualification.js';
import type { PlaceFigures } from '../../src/coverage/coverage.js';
import { formatPercent, missing, percentTenths, status, type Comparator } from '../../src/coverage/ratio.js';
import { dayBefore, FIRST_DAY, LAST_DAY, type Level, type Place } from '../../src/territory/place.js';
import { Territory } from '../../src/territory/tree.js';
import type { CoverageRow } from './brute-force/brute-force.js';
import type { ActivityRow, District, IndicatorFile } from './brute-force/district.js';

export interface Activity {
  id: number;
  row: ActivityRow;
  schedule: Schedule;
  /** Session number to id and date. */
  sessions: Map<string, { id: number; date: string }>;
}

/** The row that the coverage command would write for one place. */
export function outputRow(
  plan: string,
  indicator: IndicatorFile,
  group: string,
  place: Place,
  figures: PlaceFigures,
): CoverageRow {
  const { floor, ceiling, population } = figures;
  const { code, measure } = indicator;
  const target = String(indicator.target);
  const comparator = indicator.comparator as Comparator;
  return {
    plan,
    indicator: code,
    measure,
    group,
    unit: place.code,
    unit_name: place.name,
    level: place.level,
    population: String(population ?? ''),
    floor: String(floor),
    ceiling: String(ceiling),
    percent: formatPercent(percentTenths(floor, population)),
    percent_max: formatPercent(percentTenths(ceiling, population)),
    target,
    comparator,
    status: status(floor, ceiling, population, comparator, target),
    missing: String(missing(floor, population, comparator, target) ?? ''),
    attendances: String(figures.attendances),
    distinct: String(figures.distinct),
    new: String(figures.new),
  };
}

/** The activities of a district by code, the ids being positions in their files. */
export function readActivities({ activities, sessions }: District): Map<string, Activity> {
  const all = sessions.map((row, id) => ({ ...row, id }));
  const read = activities.map((row, id): [string, Activity] => {
    const own = all.filter(({ activity }) => activity === row.code);
    const rules = {
      kind: row.kind as ActivityKind,
      status: (row.status || 'open') as 'open',
      min_attendance: Math.round(Number(row.min_attendance || '80') * 100),
      has_test: row.test === 'true',
    };
    const facts = own.map((session) => ({
      id: session.id,
      number: Number(session.number),
      date: session.date,
      status: (session.status || 'planned') as 'planned',
      makes_up: session.makes_up ? Number(session.makes_up) : null,
    }));
    const byNumber = new Map(own.map((session) => [session.number, { id: session.id, date: session.date }]));
    return [row.code, { id, row, schedule: new Schedule(rules, facts), sessions: byNumber }];
  });
  return new Map(read);
}

/** The territory of a district, the ids being positions in its files. */
export function readTerritory({ units, successions }: District): Territory {
  const places = units.map((row, id) => ({
    id,
    code: row.code,
    name: row.name,
    level: row.level as Level,
    parent_code: row.parent || null,
    valid_from: row.valid_from || FIRST_DAY,
    valid_to: row.valid_to || LAST_DAY,
  }));
  const codes = new Territory(places, []);
  const links = successions.map((row, position) => ({
    id: position,
    predecessor_id: known(codes.placeAt(row.predecessor, dayBefore(row.date)), row.predecessor).id,
    successor_id: known(codes.placeAt(row.successor, row.date), row.successor).id,
    date: row.date,
    main: row.main === 'true',
    position,
  }));
  return new Territory(places, links);
}

/** A value that has to be there. */
export function known<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
