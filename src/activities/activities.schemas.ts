import { z } from 'zod';
import { code, day, keptText, optionalDay, pageQuery } from '../web/api/schemas.js';

const text = z.string().nullable();
const version = z.number().int();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const kind = z.enum(['training', 'campaign', 'course']);
const status = z.enum(['draft', 'open', 'running', 'done', 'cancelled']);
const sessionStatus = z.enum(['planned', 'held', 'cancelled']);
const mark = z.enum(['present', 'late', 'excused', 'absent']);

/** `?plan=&kind=&status=&unit=&from=&to=` of the list of activities; the period in which they begin. */
export const activitiesQuery = pageQuery.extend({
  plan: z.string().max(64).default(''),
  kind: kind.optional(),
  status: status.optional(),
  unit: z.string().max(64).default(''),
  from: day.optional(),
  to: day.optional(),
});

/** `?activity=` of the lists of an activity's records. */
export const ofActivityQuery = pageQuery.extend({ activity: z.string().max(64).optional() });

/** An activity as in `activities.csv`; `min_attendance` in per cent, null: 80. */
export const activityItem = z.strictObject({
  code,
  plan: code,
  kind,
  title: z.string(),
  unit: code,
  agency: code.nullable(),
  min_attendance: z.number().nullable(),
  capacity: z.number().int().nullable(),
  /** The e-mail of the user who trains; null also where the caller sees no names. */
  trainer: text,
  status,
  /** Whether the test of the training must be passed. */
  test: z.boolean(),
  first_date: optionalDay,
  version,
});

/** A session as in `sessions.csv`. */
export const sessionItem = z.strictObject({
  activity: code,
  number: z.number().int(),
  date: day,
  start: text,
  end: text,
  venue: text,
  makes_up: z.number().int().nullable(),
  status: sessionStatus,
  version,
});

export const activityRecord = activityItem.extend({ sessions: z.array(sessionItem) });

/** What may be changed of an activity. `version`: the one that was read; with a later one it is a conflict. */
export const activityPatch = z.strictObject({
  title: keptText(500).min(1).optional(),
  status: status.optional(),
  min_attendance: z.number().min(0).max(100).multipleOf(0.01).nullable().optional(),
  capacity: z.number().int().min(1).max(1_000_000).nullable().optional(),
  test: z.boolean().optional(),
  version,
});

/** What may be changed of a session, as of the version that was read. */
export const sessionPatch = z.strictObject({
  date: day.optional(),
  start: time.nullable().optional(),
  end: time.nullable().optional(),
  venue: keptText(190).min(1).nullable().optional(),
  status: sessionStatus.optional(),
  version,
});

/** A participation as in `participations.csv`; `place`: the code of the place on the activity's first date. */
export const participationItem = z.strictObject({
  activity: code,
  person: code,
  group: code,
  organisation: code.nullable(),
  unit: code,
  place: code.nullable(),
  /** The ref of the person this record was merged into. */
  merged_into: code.nullable(),
});

/** A completion as in `completions.csv`. */
export const completionItem = z.strictObject({
  activity: code,
  person: code,
  group: code,
  organisation: code.nullable(),
  date: day,
  merged_into: code.nullable(),
});

/** A passed test as in `test_results.csv`. */
export const testResultItem = z.strictObject({ activity: code, person: code, date: day, merged_into: code.nullable() });

/** An attendance as in `attendance.csv`. */
export const attendanceItem = z.strictObject({ activity: code, session: z.number().int(), person: code, status: mark });

/** A headcount as in `headcounts.csv`. */
export const headcountItem = z.strictObject({
  activity: code,
  session: z.number().int(),
  unit: code,
  group: code,
  count: z.number().int(),
  method: z.enum(['counted', 'estimated']),
  note: text,
});

/** The number of a session in an address. */
export const sessionNumber = z.coerce.number().int().min(1).max(10_000);
