import { setTimeout as sleep } from 'node:timers/promises';
import { now, nowIso, runAt, setClock, today } from '../../src/config/clock.js';

afterEach(() => setClock());

describe('the clock', () => {
  it('stands still for what is told as of another moment, also after a while', async () => {
    await runAt('2025-09-10T20:30:00.000Z', async () => {
      await sleep(5);
      expect(nowIso()).toBe('2025-09-10T20:30:00.000Z');
      expect(now()).toEqual(new Date('2025-09-10T20:30:00.000Z'));
      // In Viet Nam it is the next morning.
      expect(today()).toBe('2025-09-11');
    });
  });

  it('goes on as ever for everybody else meanwhile', async () => {
    setClock(() => new Date('2026-03-01T01:00:00.000Z'));
    const told = runAt('2025-09-10T02:00:00.000Z', async () => {
      await sleep(20);
      return nowIso();
    });
    expect(nowIso()).toBe('2026-03-01T01:00:00.000Z');
    expect(await told).toBe('2025-09-10T02:00:00.000Z');
    expect(nowIso()).toBe('2026-03-01T01:00:00.000Z');
  });
});
