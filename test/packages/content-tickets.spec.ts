import fc from 'fast-check';
import { Secret } from '../../src/config/secret.js';
import { setClock } from '../../src/config/clock.js';
import { readSettings } from '../../src/config/settings.js';
import { ContentTickets, type ContentPass } from '../../src/packages/content-tickets.js';
import { SettingsHolder } from '../../src/web/settings-holder.js';

const tickets = (secret: string): ContentTickets =>
  new ContentTickets(new SettingsHolder(readSettings({}), new Secret(secret.repeat(32))));
const ours = tickets('a');
const pass: ContentPass = {
  ...{ sha256: 'f'.repeat(64), standard: '2004', activity_id: 3, person_id: 7, lesson_key: 'bài-1' },
};

describe('a ticket to the files of a package', () => {
  afterEach(() => setClock());

  it('opens what it was made for', () => {
    expect(ours.check(ours.issue(pass))).toEqual(pass);
    expect(ours.issue(pass)).toMatch(/^[\w-]{100,}$/);
  });

  it('tells the package nothing of who learns', () => {
    const [one, other] = [ours.issue(pass), ours.issue(pass)];
    expect(one.slice(0, 8)).not.toBe(other.slice(0, 8));
    const read = Buffer.from(one, 'base64url').toString('utf8');
    for (const told of ['ffff', '2004', 'bài-1']) expect(read).not.toContain(told);
  });

  it('ends after twelve hours', () => {
    const start = Date.parse('2026-03-02T01:00:00Z');
    setClock(() => new Date(start));
    const ticket = ours.issue(pass);
    setClock(() => new Date(start + 12 * 3_600_000 - 1000));
    expect(ours.check(ticket)).toEqual(pass);
    setClock(() => new Date(start + 12 * 3_600_000));
    expect(ours.check(ticket)).toBe('expired');
  });

  it('is none of another installation, and none where one letter is changed', () => {
    const ticket = ours.issue(pass);
    expect(tickets('b').check(ticket)).toBeNull();
    fc.assert(
      fc.property(fc.nat(ticket.length - 2), fc.constantFrom(...'aZ09-_.'), (at, letter) => {
        fc.pre(ticket[at] !== letter);
        expect(ours.check(ticket.slice(0, at) + letter + ticket.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('is nothing that somebody invents', () => {
    for (const text of ['', '.', '-', `${ours.issue(pass)}.x`, 'a'.repeat(10_000)]) expect(ours.check(text)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void expect(ours.check(text)).toBeNull()));
  });
});
