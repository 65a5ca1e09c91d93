import fc from 'fast-check';
import { AttemptField, HALF, QUIZ, RIGHT, single, WRONG } from './attempt-field.js';

let field: AttemptField;
beforeEach(async () => {
  field = await AttemptField.create();
  field.bank = ['a', 'b', 'c'].map((ref) => single(ref));
});
afterEach(() => field.close());

const quiz = { ...QUIZ, items: ['a', 'b', 'c'].map((question) => ({ question, points: 1 })), minutes: 10 };
const answer = fc.constantFrom(RIGHT, WRONG, HALF, null);
/** What somebody, in whatever tabs, sends in whatever order; and the seconds by which the clock moves before it, also back. */
const act = fc.record({
  kind: fc.constantFrom('save' as const, 'save' as const, 'save' as const, 'submit' as const),
  seconds: fc.constantFrom(-60, 0, 1, 30, 400),
  position: fc.integer({ min: 1, max: 3 }),
  answer,
  sequence: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
});

describe('an attempt, whatever is sent', () => {
  it('has a score from 0 to 10000 that stands once it is final, and the latest answers of each question', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        let now = Date.parse('2025-05-01T03:00:00.000Z');
        AttemptField.at(new Date(now).toISOString());
        const holder = field.holder('p1', `part-${(run += 1)}`);
        const id = await field.attempts.begin(holder, quiz, 'Kiểm tra');
        const latest = new Map<number, number>();
        let final: number | null = null;
        for (const { kind, seconds, position, answer: given, sequence } of acts) {
          now += seconds * 1000;
          AttemptField.at(new Date(now).toISOString());
          const before = await field.kept(id);
          const sent = { position, answer: given, ...(sequence === undefined ? {} : { sequence }) };
          if (kind === 'save') {
            await field.attempts.save(id, holder, [sent]).catch((error: { key?: string }) => {
              if (!['attempts.time_over', 'attempts.handed_in'].includes(error.key ?? '')) throw error;
            });
          } else await field.attempts.submit(id, holder, [sent]);
          const { attempt } = await field.attempts.whole(id, holder);
          if (final !== null) {
            expect([attempt.score, await field.kept(id)]).toEqual([final, before]);
          }
          if (sequence !== undefined && sequence < (latest.get(position) ?? 0)) {
            expect((await field.kept(id))[position - 1]).toBe(before[position - 1]);
          }
          if (sequence !== undefined) latest.set(position, Math.max(sequence, latest.get(position) ?? 0));
          final ??= attempt.score;
        }
        now += 3_600_000;
        AttemptField.at(new Date(now).toISOString());
        const [result] = (await field.attempts.results(holder, quiz)).attempts;
        const points: number = (await field.kept(id)).reduce((sum, text) => {
          const chosen = text === null ? null : (JSON.parse(text) as { choice: number }).choice;
          return sum + (chosen === null ? 0 : ([2, 0, 1][chosen] ?? 0));
        }, 0);
        expect(result?.score).toBe(Math.round((points * 10_000) / 6));
        if (final !== null) expect(result?.score).toBe(final);
      }),
      { numRuns: 25 },
    );
  });
});
