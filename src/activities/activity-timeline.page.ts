import type { ToldEvent } from '../events/timeline.js';
import { timelineTable } from '../events/timeline.page.js';
import type { ActivityStatus, AttendanceStatus, SessionStatus } from './activities.entities.js';
import { homeWords } from '../people/homes.js';
import { type Group, groupName } from '../territory/groups.js';
import type { ActivityWords } from './activity-words.js';
import type { ToldHeadcount } from './headcount-rows.js';
import { BEST_FIRST } from './qualification.js';

/** What is told of a change of attendance, from the detail of its event. */
interface AttendanceChanges {
  session: number;
  changes: { after: AttendanceStatus | null }[];
}

/** What is told of people without a name. */
interface HeadcountChange {
  session: number;
  unit: string;
  group: string;
  before: ToldHeadcount | null;
  after: ToldHeadcount | null;
}

type Values = Record<string, string | number | string[] | null>;

/** Acts on several people at once, of whom the event tells how many. */
const SEVERAL = new Set(
  ['invited', 'pasted', 'together', 'waiting', 'waiting_ended', 'admitted'].map((act) => `participation.${act}`),
);

/** What was done with an activity and its sessions: names of people stay on the roster. */
export function activityTimeline(words: ActivityWords, groups: readonly Group[], events: readonly ToldEvent[]): object {
  return timelineTable(words.locale, events, (event) => moreOf(words, groups, event));
}

function moreOf(words: ActivityWords, groups: readonly Group[], { kind, detail }: ToldEvent): string {
  if (kind === 'attendance.recorded' || kind === 'attendance.undone') {
    return attendanceWords(words, kind, detail as unknown as AttendanceChanges);
  }
  if (kind === 'headcount.recorded' || kind === 'headcount.removed') {
    return headcountWords(words, groups, detail as unknown as HeadcountChange);
  }
  if (kind === 'activity.changed' || kind === 'activity.replanned') return changeWords(words, detail, 'status');
  if (kind === 'session.changed') {
    return [sessionWords(words, detail.number), changeWords(words, detail, 'session_status')].join(': ');
  }
  if (kind === 'session.added') {
    return [sessionWords(words, detail.session), changeWords(words, detail, 'session_status')].join(': ');
  }
  if (SEVERAL.has(kind)) return words.say('people', { count: Number(detail.count) });
  if (kind === 'file.added' || kind === 'file.removed') return fileWords(words, detail);
  return detail.session === undefined ? '' : sessionWords(words, detail.session);
}

/** "Ảnh, buổi 2", or the name of the material. */
function fileWords(words: ActivityWords, { session, name = '' }: { session?: number; name?: string }): string {
  return session === undefined ? name : words.say('photos.told', { number: String(session) });
}

function sessionWords(words: ActivityWords, number: unknown): string {
  return words.say('session', { number: String(number) });
}

/** "Buổi 4: 10 có mặt, 1 muộn" */
function attendanceWords(words: ActivityWords, kind: string, { session, changes }: AttendanceChanges): string {
  const of = (status: AttendanceStatus | null): number => changes.filter(({ after }) => after === status).length;
  const noted = BEST_FIRST.filter((status) => of(status) > 0).map((status) =>
    words.say(`tally.${status}`, { count: of(status) }),
  );
  const parts = kind === 'attendance.undone' ? [words.say('people', { count: changes.length })] : noted;
  return `${sessionWords(words, session)}: ${parts.join(', ')}`;
}

/** "Buổi 2: Xã C, Cha mẹ: 30 (Đếm thực tế) → –" */
function headcountWords(words: ActivityWords, groups: readonly Group[], change: HeadcountChange): string {
  const { session, unit, group, before, after } = change;
  const text = (heads: ToldHeadcount | null): string =>
    heads === null ? '–' : `${words.num(heads.count)} (${words.say(`method.${heads.method}`)})`;
  const known = groups.find(({ code }) => code === group);
  const whose = [homeWords(words.scope, unit).text, known ? groupName(known, words.locale) : group].join(', ');
  return `${sessionWords(words, session)}: ${whose}: ${text(before)} → ${text(after)}`;
}

/** "Ngày: 02/05/2025 → 03/05/2025; Địa điểm: – → Hội trường" */
function changeWords(
  words: ActivityWords,
  { before, after }: Record<string, unknown>,
  statuses: 'status' | 'session_status',
): string {
  const [old, changed] = [(before ?? {}) as Values, (after ?? {}) as Values];
  const text = (key: string, value: Values[string] | undefined): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
    if (Array.isArray(value)) return value.join(', ');
    if (key === 'test_required') return words.say(value === 1 ? 'test_required' : 'test_not_required');
    if (key === 'status') return words.say(`${statuses}.${value as ActivityStatus | SessionStatus}`);
    if (key === 'date') return words.date(String(value));
    if (key === 'unit_code') return homeWords(words.scope, String(value)).text;
    if (key === 'capacity' || key === 'budget') return words.num(Number(value));
    return key === 'min_attendance' ? words.percent(Number(value)) : String(value);
  };
  return Object.keys(changed)
    .map((key) => `${words.say(`changed.${key}`)}: ${text(key, old[key])} → ${text(key, changed[key])}`)
    .join('; ');
}
