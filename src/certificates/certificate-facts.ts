import type { Activity, Session } from '../activities/activities.entities.js';
import { isUnderAge } from '../people/privacy.js';
import type { Territory } from '../territory/tree.js';
import type { Candidate } from './candidates.js';
import { placeLine } from './place-line.js';
import type { Address, CertificateFacts } from './printed-certificate.js';

/** What the certificates of one training or course have in common. */
export interface TrainingFacts {
  kind: Activity['kind'];
  /** Of a training by its sessions, of a course as its author says; null: not known. */
  title: string;
  minutes: number | null;
  from: string;
  to: string;
  place: string;
  issued_on: string;
  valid_until: string | null;
}

type Gathering = Pick<Session, 'number' | 'date' | 'start' | 'end' | 'status' | 'makes_up'>;

/** The first and the last day of the sessions that are not cancelled; null: there are none. */
export function daysOf(sessions: readonly Gathering[]): { from: string; to: string } | null {
  const days = sessions.flatMap(({ status, date }) => (status === 'cancelled' ? [] : [date])).sort();
  const [from, to] = [days[0], days.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/**
 * The length of a training in minutes: the sum over its slots, each as long as its first session that is not cancelled. Null
 * where one of these has no times: half a sum would be a wrong one.
 */
export function minutesOf(sessions: readonly Gathering[]): number | null {
  const there = sessions.filter(({ status }) => status !== 'cancelled');
  const numbers = new Map(sessions.map((session) => [session.number, session]));
  const slots = new Map<number, Gathering>();
  for (const session of there) {
    const slot = rootOf(session, numbers);
    if (!slots.has(slot)) slots.set(slot, session);
  }
  let sum = 0;
  for (const { start, end } of slots.values()) {
    const minutes = start === null || end === null ? null : clock(end) - clock(start);
    if (minutes === null || minutes <= 0) return null;
    sum += minutes;
  }
  return slots.size === 0 ? null : sum;
}

/** The session that all of a slot make up for in the end. */
function rootOf(session: Gathering, numbers: ReadonlyMap<number, Gathering>): number {
  const seen = new Set<number>();
  let root = session;
  while (root.makes_up !== null && !seen.has(root.number)) {
    seen.add(root.number);
    const next = numbers.get(root.makes_up);
    if (!next) break;
    root = next;
  }
  return root.number;
}

function clock(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The last day on which a certificate of so many months is valid: the day before the same day of that month. */
export function validUntil(issuedOn: string, months: number | null): string | null {
  if (months === null) return null;
  const [year = 0, month = 0, day = 0] = issuedOn.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)));
  if (day <= last) end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

/** What the certificate of one person says. @param serial its number */
export function factsOf(
  training: TrainingFacts,
  person: Candidate,
  serial: string,
  territory: Territory,
): CertificateFacts {
  const is_child = isUnderAge(person, training.issued_on) ?? person.on_child_roster;
  const from = person.place_id === null ? undefined : territory.placeById(person.place_id);
  const { standing } = person;
  const completed_on = person.trained_on ?? training.to;
  const isCourse = training.kind === 'course';
  return {
    ...(isCourse ? { of: 'course' as const } : {}),
    serial,
    holder: person.full_name.normalize('NFC'),
    address: is_child ? 'child' : addressOf(person.sex),
    // What a child's paper need not say, it does not say.
    birth: is_child ? null : (person.birth_date ?? (person.birth_year === null ? null : String(person.birth_year))),
    belongs_to: person.organisation ?? (from ? placeLine(territory, from, training.from) : null),
    title: training.title.normalize('NFC'),
    minutes: training.minutes,
    attended: standing.satisfied,
    planned: standing.planned,
    // There everybody has days of their own.
    from: isCourse ? completed_on : training.from,
    to: isCourse ? completed_on : training.to,
    place: training.place,
    completed_on,
    issued_on: training.issued_on,
    valid_until: training.valid_until,
    is_child,
  };
}

function addressOf(sex: Candidate['sex']): Address | null {
  if (sex === 'f') return 'ms';
  return sex === 'm' ? 'mr' : null;
}
