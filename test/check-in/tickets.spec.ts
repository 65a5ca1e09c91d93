import fc from 'fast-check';
import { Secret } from '../../src/config/secret.js';
import { Tickets } from '../../src/check-in/tickets.js';

const tickets = new Tickets(new Secret('a secret of at least thirty-two characters'));
const at = new Date('2025-05-01T03:00:30Z');
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);

describe('the code on the wall', () => {
  it('is another one every minute, and opens the door for the two minutes after its own', () => {
    const ticket = tickets.ticket(7, at);
    expect(tickets.ticket(7, later(29))).toBe(ticket);
    expect(tickets.ticket(7, later(30))).not.toBe(ticket);
    for (const seconds of [0, 60, 149]) expect(tickets.sessionOfTicket(ticket, later(seconds))).toBe(7);
    for (const seconds of [-60, 150, 86_400]) expect(tickets.sessionOfTicket(ticket, later(seconds))).toBeNull();
  });

  it('leads to a pass that lasts twenty minutes and is no ticket', () => {
    const pass = tickets.pass(7, at);
    expect([0, 19 * 60].map((seconds) => tickets.sessionOfPass(pass, later(seconds)))).toEqual([7, 7]);
    expect([-120, 22 * 60].map((seconds) => tickets.sessionOfPass(pass, later(seconds)))).toEqual([null, null]);
    expect(tickets.sessionOfTicket(pass, at)).toBeNull();
    expect(tickets.sessionOfPass(tickets.ticket(7, at), at)).toBeNull();
  });

  it('is made by nobody else: not for another session, not by another installation, not by changing a letter', () => {
    const ticket = tickets.ticket(7, at);
    expect(tickets.sessionOfTicket(ticket.replace(/^7/, '8'), at)).toBeNull();
    const other = new Tickets(new Secret('another secret of thirty-two characters'));
    expect(other.sessionOfTicket(ticket, at)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => tickets.sessionOfTicket(text, at) === null));
  });
});
