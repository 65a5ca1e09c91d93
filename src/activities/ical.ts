import { addDays } from '../web/day.js';

/** A gathering as calendars know it. */
export interface IcalEvent {
  /** The same for as long as it exists, whatever becomes of it. */
  uid: string;
  /** Grows with every change. */
  sequence: number;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** The day; `HH:MM` in Viet Nam, or null: without a beginning it lasts all day. */
  date: string;
  start: string | null;
  end: string | null;
  /** Whether its time is taken for whoever has the calendar. */
  busy: boolean;
  summary: string;
  location: string;
  description: string;
  /** Empty: there is no page for it. */
  url: string;
}

/** A calendar as it is handed over. */
export interface Ical {
  name: string;
  /** The day as of which it is told: the text stays the same until something in it changes, or the day. */
  day: string;
  events: readonly IcalEvent[];
}

/** The most octets of a line without its end (RFC 5545 §3.1). */
const LONGEST = 75;
const ZONE = 'Asia/Ho_Chi_Minh';
/** Viet Nam has been seven hours ahead since 13 June 1975, without summer time. */
const VTIMEZONE = [
  ...['BEGIN:VTIMEZONE', `TZID:${ZONE}`, 'BEGIN:STANDARD', 'DTSTART:19750613T000000'],
  ...['TZOFFSETFROM:+0800', 'TZOFFSETTO:+0700', 'TZNAME:+07', 'END:STANDARD', 'END:VTIMEZONE'],
];
/** How often a telephone may ask again; the second is the older name of the same. */
const REFRESH = ['REFRESH-INTERVAL;VALUE=DURATION:PT4H', 'X-PUBLISHED-TTL:PT4H'];

/** A calendar as text: RFC 5545, UTF-8 in NFC, lines folded and ended by CRLF. */
export function icalText({ name, day, events }: Ical): string {
  const title = escaped(name);
  // Midnight in Viet Nam.
  const stamp = `${compact(addDays(day, -1))}T170000Z`;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lan Toa//Calendar//VI', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[`NAME:${title}`, `X-WR-CALNAME:${title}`, `X-WR-TIMEZONE:${ZONE}`, ...REFRESH, ...VTIMEZONE],
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: IcalEvent, stamp: string): string[] {
  const { uid, sequence, status, busy, summary, location, description, url } = event;
  return [
    ...['BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${stamp}`, `SEQUENCE:${sequence}`, `STATUS:${status}`],
    ...timeLines(event),
    `SUMMARY:${escaped(summary)}`,
    ...(location === '' ? [] : [`LOCATION:${escaped(location)}`]),
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(url === '' ? [] : [`URL:${url}`]),
    ...[`TRANSP:${busy ? 'OPAQUE' : 'TRANSPARENT'}`, 'END:VEVENT'],
  ];
}

/** From when to when; where no end is known, or none that can be, only from when. */
function timeLines({ date, start, end }: Pick<IcalEvent, 'date' | 'start' | 'end'>): string[] {
  if (start === null) {
    return [`DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`];
  }
  const at = (name: string, time: string): string => `${name};TZID=${ZONE}:${compact(date)}T${time.replace(':', '')}00`;
  return [at('DTSTART', start), ...(end !== null && end > start ? [at('DTEND', end)] : [])];
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** A text as a value (§3.3.11). Of control characters only line breaks and tabs can stand in one. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A line in pieces of at most 75 octets, each on a line of its own that begins with a space; no letter is cut apart. */
export function folded(line: string): string {
  const pieces = [''];
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > LONGEST) {
      pieces.push('');
      octets = 1;
    }
    pieces[pieces.length - 1] += letter;
    octets += size;
  }
  return pieces.join('\r\n ');
}
