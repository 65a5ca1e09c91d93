import fc from 'fast-check';
import { outcomeOf, type Outcome, PendingAnswers } from '../../client/attempt/pending.js';

describe('answers on their way', () => {
  it('are the latest of each question, each at a moment of its own', () => {
    let elapsed = 0;
    const pending = new PendingAnswers(100, () => elapsed);
    pending.answered(1);
    pending.answered(2);
    elapsed = 5000;
    pending.answered(1);
    expect(pending.next()).toEqual({ position: 2, moment: 102 });
    pending.settle({ position: 2, moment: 102 }, 'saved');
    expect(pending.next()).toEqual({ position: 1, moment: 150 });
    pending.settle({ position: 1, moment: 101 }, 'saved');
    expect(pending.count).toBe(1);
  });

  it('wait longer after each failure, and not at all after a success', () => {
    const pending = new PendingAnswers(0, () => 0);
    pending.answered(1);
    const sent = pending.next() ?? { position: 0, moment: 0 };
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      pending.settle(sent, 'again');
      return pending.pause;
    });
    expect(pauses).toEqual([1000, 2000, 5000, 10_000, 20_000, 30_000, 30_000, 30_000]);
    pending.settle(sent, 'saved');
    expect([pending.pause, pending.count]).toEqual([0, 0]);
  });

  it('are sent again only where that can help', () => {
    const outcomes = [200, 409, 404, 403, 422, 429, 500, 503, undefined].map(outcomeOf);
    expect(outcomes).toEqual([
      ...['saved', 'over', 'refused', 'refused', 'refused', 'again', 'again', 'again', 'again'],
    ]);
  });

  it('never get lost: what is not saved is still there, in whatever order things happen', () => {
    const step = fc.oneof(
      fc.record({ answer: fc.integer({ min: 1, max: 4 }), wait: fc.integer({ min: 0, max: 300 }) }),
      fc.record({ outcome: fc.constantFrom<Outcome>('saved', 'again') }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let elapsed = 0;
        const pending = new PendingAnswers(7, () => elapsed);
        const given = new Map<number, number>();
        const server = new Map<number, number>();
        let last = 0;
        const sendNext = (outcome: Outcome): void => {
          const sent = pending.next();
          if (!sent) return;
          if (outcome === 'saved') server.set(sent.position, sent.moment);
          pending.settle(sent, outcome);
        };
        for (const each of steps) {
          if ('outcome' in each) sendNext(each.outcome);
          else {
            elapsed += each.wait;
            pending.answered(each.answer);
            const moment = Math.max(last + 1, 8, 7 + Math.floor(elapsed / 100));
            given.set(each.answer, moment);
            last = moment;
          }
        }
        while (pending.next()) sendNext('saved');
        expect(server).toEqual(given);
      }),
    );
  });
});
