import fc from 'fast-check';
import { escaped, folded, type IcalEvent, icalText } from '../../src/activities/ical.js';
import { eventsOf, readIcal, unfolded } from './ical-text.js';

const EVENT: IcalEvent = {
  ...{ uid: 'session-7@example.vn', sequence: 3, status: 'CONFIRMED' },
  ...{ date: '2025-05-31', start: '08:00', end: '11:30', busy: true },
  ...{ summary: 'Kỹ năng, buổi 3', location: 'Nhà văn hóa; Bản Bo', description: 'Một\nHai' },
  url: 'https://lan-toa.example.vn/activities/T,1/sessions/3',
};
const textOf = (event: Partial<IcalEvent>): string =>
  icalText({ name: 'Lan Tỏa', day: '2025-05-09', events: [{ ...EVENT, ...event }] });
const only = (event: Partial<IcalEvent>): Map<string, string> => eventsOf(textOf(event))[0] ?? new Map();
/** Any text that a page or a file could have let in. */
const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('\\', ';', ',', '\n', ':', ' ', 'ễ', 'ế', '🌾'), fc.string({ unit: 'grapheme', maxLength: 2 })), maxLength: 120 }); // prettier-ignore
/** The same as it may be read back. */
const kept = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '');

describe('a calendar as text', () => {
  it('says when, in the time of Viet Nam, which it explains', () => {
    const { components, properties } = readIcal(textOf({}));
    expect(properties.get('VERSION')).toBe('2.0');
    const zone = components.find(({ name }) => name === 'VTIMEZONE');
    expect(zone?.properties.get('TZID')).toBe('Asia/Ho_Chi_Minh');
    expect(zone?.components[0]?.properties.get('TZOFFSETTO')).toBe('+0700');
    const event = only({});
    expect(event.get('DTSTART;TZID=Asia/Ho_Chi_Minh')).toBe('20250531T080000');
    expect(event.get('DTEND;TZID=Asia/Ho_Chi_Minh')).toBe('20250531T113000');
    expect(event.get('DTSTAMP')).toBe('20250508T170000Z');
    expect(event.get('TRANSP')).toBe('OPAQUE');
  });

  it('lasts all day where no time is known, and has no end where none is known', () => {
    for (const end of [null, '11:30']) {
      const event = only({ start: null, end });
      expect(event.get('DTSTART;VALUE=DATE')).toBe('20250531');
      expect(event.get('DTEND;VALUE=DATE')).toBe('20250601');
    }
    for (const end of [null, '08:00', '07:30']) {
      const names = [...only({ end }).keys()];
      expect(names).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh');
      expect(names.filter((name) => name.startsWith('DTEND'))).toEqual([]);
    }
  });

  it('keeps an address as it is, and leaves out what is empty', () => {
    expect(textOf({})).toContain('URL:https://lan-toa.example.vn/activities/T,1/sessions/3\r\n');
    expect([...only({ location: '', description: '' }).keys()]).not.toEqual(
      expect.arrayContaining(['LOCATION', 'DESCRIPTION']),
    );
  });

  it('escapes what has a meaning, and lets no control character through', () => {
    expect(escaped('a\\b;c,d\ne\r\nf\rg\th\u0000\u001b\u0085')).toBe('a\\\\b\\;c\\,d\\ne\\nf\\ng\th');
    expect(escaped('Tỏa'.normalize('NFD'))).toBe('Tỏa');
    expect(escaped('\ud800')).toBe('\ufffd');
  });

  it('lets no text begin a property or a component of its own', () => {
    const summary = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTENDEE:mailto:a@example.vn';
    const events = eventsOf(textOf({ summary }));
    expect(events).toHaveLength(1);
    expect([...(events[0]?.keys() ?? [])]).not.toContain('ATTENDEE');
  });

  it('folds lines at 75 octets and not within a letter, whatever stands in them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `SUMMARY:${escaped(text)}`;
        const pieces = folded(line).split('\r\n');
        for (const piece of pieces) {
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75);
          expect(Buffer.from(piece).toString()).toBe(piece);
        }
        expect(pieces.slice(1).every((piece) => piece.startsWith(' '))).toBe(true);
        expect(pieces.map((piece, at) => (at === 0 ? piece : piece.slice(1))).join('')).toBe(line);
      }),
    );
    expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
    expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  });

  it('is read back as it was meant, whatever is told', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (summary, location, description) => {
        const text = textOf({ summary, location, description });
        expect(text).not.toMatch(/[^\r]\n|\r[^\n]/);
        expect(text).toBe(text.normalize('NFC'));
        const event = eventsOf(text)[0] ?? new Map<string, string>();
        expect(event.get('SUMMARY')).toBe(kept(summary));
        expect(event.get('LOCATION') ?? '').toBe(kept(location));
        expect(event.get('DESCRIPTION') ?? '').toBe(kept(description));
        expect(unfolded(text).at(-1)).toBe('END:VCALENDAR');
      }),
    );
  });
});
