import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import { activityOrSessionOf, keys } from '../../src/letters/letter-kinds.js';
import { Reminders } from '../../src/letters/reminders.js';
import { WaitingLetters } from '../../src/letters/waiting-letters.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'binh,parent');
const { get, invite, rowsOf, allLeave } = july;

const OTHERS = Array.from({ length: 40 }, (_, at) => `X${at}`);

/** One file that speaks of F and of forty others. */
async function changeAll(status: string): Promise<void> {
  const rows = ['F', ...OTHERS].map((code) => `${code},P,training,Lớp tháng bảy,C,${status}`);
  await july.hall.field.good('activities', `code,plan,kind,title,unit,status\n${rows.join('\n')}`);
}

describe('a file of many activities', () => {
  beforeEach(() => changeAll('open'));

  it('takes back what waits for a few of them: invitations to what is cancelled', async () => {
    await invite();
    expect(await rowsOf('invitation')).not.toEqual([]);
    await changeAll('cancelled');
    expect(await rowsOf('invitation')).toEqual([]);
  });

  it('and those to what is a draft again', async () => {
    await invite();
    await changeAll('draft');
    expect(await rowsOf('invitation')).toEqual([]);
  });

  it('and reminders of their sessions', async () => {
    await get(LetterChoices).choose('F', 0, { reminder_days: [3], tells_changes: 1, certificate_as: 'link' });
    setClock(() => new Date('2025-06-28T02:00:00Z'));
    expect(await get(Reminders).sweep()).toBeGreaterThan(0);
    await changeAll('cancelled');
    expect(await rowsOf('reminder')).toEqual([]);
  });

  it('tells a change to whoever was invited', async () => {
    await invite();
    await allLeave();
    await changeAll('cancelled');
    expect(await rowsOf('change')).not.toEqual([]);
  });

  it('leaves out those of which nothing waits', async () => {
    const { database } = july.hall.field.world;
    const id = await july.hall.field.id('activities', 'code', 'F');
    const idsOf = async (table: string): Promise<number[]> =>
      (await database.rows<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`)).map((row) => row.id);
    const [all, sessions] = [await idsOf('activities'), await idsOf('sessions')];
    const others = all.filter((each) => each !== id).slice(0, 3);
    const among = (ids: number[]): Promise<number[]> => get(WaitingLetters).among(ids, sessions);
    for (const some of [all, [id, ...others]]) expect(await among(some)).toEqual([]);
    await invite();
    for (const some of [all, [id, ...others]]) expect(await among(some)).toEqual([id]);
    expect(await among(others)).toEqual([]);
  });
});

it('each key of a letter says whether it is of an activity or of a session', () => {
  const day = '2025-07-01';
  const ofActivity = [
    ...[keys.invitation(7, 1), keys.change(7, 1, 2, 'x'), keys.thanks(7, 1), keys.due(7, day, 3, 1)],
    ...[keys.message(7, 'f', 1), ...keys.ofActivity(7), ...keys.ofLearners(7)],
  ];
  for (const key of ofActivity) expect(activityOrSessionOf(key)).toEqual({ type: 'activity', id: 7 });
  expect(activityOrSessionOf(keys.reminder(7, day, 3, 1, 'x'))).toEqual({ type: 'session', id: 7 });
  expect(activityOrSessionOf(keys.certificate(7))).toBeNull();
  expect(activityOrSessionOf(keys.digest(day, 7))).toBeNull();
});
