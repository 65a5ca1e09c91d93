import { setClock } from '../../src/config/clock.js';
import { DueReminders } from '../../src/learning/due-reminders.js';
import { LearnerSessions } from '../../src/learning/learner-sessions.js';
import type { World } from '../support/world.js';
import { DUE, reminded } from './reminded.js';

const here = reminded();
let other: World;
beforeEach(async () => {
  other = await here.room.school.field.world.another();
});
afterEach(() => other.close());

describe('of two processes', () => {
  it('one reminds of a due date where both look at once', async () => {
    await here.setDue(DUE, 'an', 'be', 'binh');
    setClock(() => new Date('2025-09-23T01:00:00Z'));
    const counts = await Promise.all([here.get(DueReminders).sweep(), other.get(DueReminders).sweep()]);
    const letters = await here.rowsOf('due_reminder');
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(letters.length);
    expect(letters.length).toBeGreaterThan(0);
    const keys = letters.map(({ recipient, body }) => `${recipient} ${body.slice(0, 60)}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await here.rowsOf('due_reminder', 'stopped')).toEqual([]);
    expect(await other.get(DueReminders).sweep()).toBe(0);
  });

  it('each knows who learns at the other, and that they have left', async () => {
    const { database } = here.room.school.field.world;
    const personId = await here.room.school.id('an');
    const signedIn = { personId, way: 'code', codeId: null, isOwnDevice: true } as const;
    const token = await database.transaction(() => here.get(LearnerSessions).open(signedIn));
    expect(await other.get(LearnerSessions).find(token)).toMatchObject({ person_id: personId });
    await here.get(LearnerSessions).close(token);
    expect(await other.get(LearnerSessions).find(token)).toBeUndefined();
  });
});
