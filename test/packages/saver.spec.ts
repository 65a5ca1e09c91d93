import { Saver, type Sent } from '../../client/package-host/saver.js';

/** A saver whose network and clock are the test's. */
function trial(serial = 0) {
  const sent: { serial: number; state: string; answer: (sent: Sent) => void }[] = [];
  const timers: (() => void)[] = [];
  const said: string[] = [];
  let noted: { serial: number; state: string } | null = null;
  const saver = new Saver(serial, {
    send: (number, state) => new Promise((answer) => sent.push({ serial: number, state, answer })),
    later: (act) => void timers.push(act),
    note: (unsent) => (noted = unsent),
    tell: (saying) => void said.push(saying),
  });
  const answer = async (at: number, kind: Sent['kind']): Promise<void> => {
    sent[at]?.answer({ kind });
    await new Promise(setImmediate);
  };
  const numbers = (): string[] => sent.map((each) => `${each.serial} ${each.state}`);
  return { saver, timers, said, answer, numbers, noted: () => noted };
}

describe('what a package wants kept', () => {
  it('is sent at once where it is urgent, one at a time, the newest only', async () => {
    const { saver, answer, numbers, said, noted } = trial(4);
    saver.put('a', true);
    saver.put('b', true);
    saver.put('c', true);
    expect(numbers()).toEqual(['5 a']);
    await answer(0, 'kept');
    expect(numbers()).toEqual(['5 a', '7 c']);
    expect(noted()).toEqual({ serial: 7, state: 'c' });
    await answer(1, 'kept');
    expect([said.at(-1), noted()]).toEqual(['saved', null]);
    await saver.settled();
  });

  it('waits a little where it is not, and takes along what comes meanwhile', () => {
    const { saver, timers, numbers } = trial();
    saver.put('a', false);
    saver.put('b', false);
    expect([numbers(), timers.length]).toEqual([[], 1]);
    timers[0]?.();
    expect(numbers()).toEqual(['2 b']);
  });

  it('is sent again with the same number until it has arrived', async () => {
    const { saver, timers, numbers, answer, said, noted } = trial();
    saver.put('a', true);
    await answer(0, 'again');
    expect([said.at(-1), timers.length, noted()]).toEqual(['waiting', 1, { serial: 1, state: 'a' }]);
    timers[0]?.();
    await answer(1, 'again');
    saver.flush(false);
    await answer(2, 'kept');
    expect(numbers()).toEqual(['1 a', '1 a', '1 a']);
  });

  it('stops where somebody goes on elsewhere, or nobody is known any more', async () => {
    for (const kind of ['elsewhere', 'refused'] as const) {
      const { saver, numbers, answer, said } = trial();
      saver.put('a', true);
      await answer(0, kind);
      saver.put('b', true);
      saver.flush(true);
      await saver.settled();
      expect([numbers(), said.at(-1)]).toEqual([['1 a'], kind]);
    }
  });

  it('is sent once more while the page goes away, although something is under way', () => {
    const { saver, numbers } = trial();
    saver.put('a', true);
    saver.put('b', false);
    saver.flush(true);
    expect(numbers()).toEqual(['1 a', '2 b']);
  });

  it('is taken up by the next page', () => {
    const { saver, numbers } = trial(3);
    saver.takeUp({ serial: 9, state: 'z' });
    saver.put('y', true);
    expect(numbers()).toEqual(['9 z']);
  });
});
