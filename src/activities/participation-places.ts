import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, RowResult } from '../interchange/importer.js';
import type { Participation } from './activities.entities.js';
import type { participationsFile } from './files.js';
import { isRefused, type OpenActivities, type OpenActivity } from './open-activities.js';
import { candidatesOf, placeToRecord, placeWrittenDown } from './places.js';
import { unknownUnit } from './unknown-unit.js';

export type RosterFileRow = GoodRow<ValuesOf<typeof participationsFile.columns>>;

/** A row whose references were found. */
export interface Entry {
  row: RosterFileRow;
  activity: OpenActivity;
  person_id: number;
  organisation_id: number | null;
  /** The code of the subject's home: of the organisation where the group counts organisations. */
  home: string;
  existing: Participation | undefined;
  /** The day that the place speaks of (counting method §3): null while there is no session. */
  day: string | null;
}

export type Where = Pick<Participation, 'unit_code' | 'unit_given' | 'place_id'>;

/** The row says no unit, and the place is not the home of an organisation that is another one now. */
function staysPut({ row, organisation_id }: Entry, existing: Participation): boolean {
  const followsOrganisation = existing.unit_given === 0 && existing.organisation_id !== organisation_id;
  return row.values.unit === null && !followsOrganisation;
}

/** Where the participation is: what is written down stays unless the row says another place. */
export function whereOf(entry: Entry, open: OpenActivities): Where | { refused: RowResult } {
  const { existing } = entry;
  return existing && staysPut(entry, existing) ? writtenDown(existing) : placed(entry, open);
}

function placed(entry: Entry, open: OpenActivities): Where | { refused: RowResult } {
  const { row, existing, home } = entry;
  const { unit } = row.values;
  const place = placeOf(entry, open);
  if (isRefused(place)) return place;
  // The same place said in other words, as an export does, changes nothing.
  const known = existing && unit !== null && place.id !== null && place.id === existing.place_id;
  return known
    ? writtenDown(existing)
    : { unit_code: unit ?? home, unit_given: unit === null ? 0 : 1, place_id: place.id };
}

function writtenDown({ unit_code, unit_given, place_id }: Participation): Where {
  return { unit_code, unit_given, place_id };
}

function placeOf(
  { row, activity, home, existing, day }: Entry,
  open: OpenActivities,
): { id: number | null } | { refused: RowResult } {
  const { line, values } = row;
  const unit = values.unit ?? home;
  const { territory, scope } = open;
  const refuse = (key: string, params: Record<string, string>): { refused: RowResult } => ({
    refused: faulty(line, 'unit', unit, key, { unit, ...params }),
  });
  const unknown = (): { refused: RowResult } => ({ refused: unknownUnit(open, line, unit) });
  if (territory.placesOfCode(unit).length === 0) return unknown();
  if (day === null) return scope.coversCode(unit) ? { id: null } : unknown();
  const reading = { territory, day, own: open.ownUnit(activity) };
  const written = { unit_code: unit, given: values.unit !== null };
  // A file of a course may be older than the day on which it is read: what has become of the place by then is meant.
  const kept = existing?.place_id ? territory.placeById(existing.place_id) : undefined;
  const isCourse = activity.kind === 'course';
  const found = isCourse ? placeWrittenDown(reading, written, kept) : placeToRecord(reading, written);
  if ('candidates' in found) return refuse('activities.ambiguous_home', { date: day, candidates: candidatesOf(found) });
  if ('error' in found) return scope.coversCode(unit) ? refuse('activities.unit_not_on_day', { date: day }) : unknown();
  return scope.covers(found.place.id) ? found.place : unknown();
}
