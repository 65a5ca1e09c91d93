import { setClock } from '../../src/config/clock.js';
import { Digest } from '../../src/letters/digest.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Reminders } from '../../src/letters/reminders.js';
import { messageRows } from '../support/letters.js';
import type { World } from '../support/world.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'dung,parent');
let other: World;
beforeEach(async () => {
  other = await july.hall.field.world.another();
});
afterEach(() => other.close());

/** What both processes write when they look at the same moment. */
async function bothSweep(what: typeof Digest | typeof Reminders, at: string): Promise<number> {
  setClock(() => new Date(at));
  const counts = await Promise.all([
    july.get<Digest | Reminders>(what).sweep(),
    other.get<Digest | Reminders>(what).sweep(),
  ]);
  return counts.reduce((sum, each) => sum + each, 0);
}
const recipients = async (kind: string): Promise<string[]> =>
  (await messageRows(july.hall.field.world))
    .filter((each) => each.kind === kind && each.state === 'waiting')
    .map(({ recipient }) => recipient)
    .sort();

describe('of two processes that look at the same time', () => {
  it('one reminds everybody', async () => {
    await july.get(LetterChoices).choose('F', 0, { reminder_days: [1], tells_changes: 1, certificate_as: 'link' });
    expect(await bothSweep(Reminders, '2025-06-30T01:00:00Z')).toBe(2);
    expect(await bothSweep(Reminders, '2025-06-30T02:00:00Z')).toBe(0);
    expect(await recipients('reminder')).toEqual(['an@example.vn', 'dung@example.vn']);
  });

  it('one writes the weekly letter', async () => {
    expect(await bothSweep(Digest, '2025-07-07T01:00:00Z')).toBe(1);
    expect(await recipients('digest')).toHaveLength(1);
  });

  it('one invites, and the other hears that it was done', async () => {
    await Promise.all([july.get(LetterDesk).send('F', 'invitation'), other.get(LetterDesk).send('F', 'invitation')]);
    expect(await recipients('invitation')).toEqual(['an@example.vn', 'dung@example.vn']);
  });
});
