import { Corrections } from '../../src/activities/corrections.js';
import { DueChoices } from '../../src/learning/due-choices.js';
import { EnrolmentDesk } from '../../src/learning/enrolment-desk.js';
import { Batches } from '../../src/mail/batches.js';
import { Suppressions } from '../../src/mail/suppressions.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { DUE, reminded } from './reminded.js';

const here = reminded();
const { get, sweep, rowsOf, setDue, enrolment, sql } = here;

/** A week before, at eight in Viet Nam. */
const WEEK_BEFORE = '2025-09-23T01:00:00Z';
const toWhom = async (state = 'waiting'): Promise<string[]> =>
  (await rowsOf('due_reminder', state)).map(({ recipient }) => recipient.replace('@example.vn', '')).sort();
const person = (ref: string): Promise<number> => here.room.school.id(ref);
const choose = (reminder_days: number[], tells_overdue: number): Promise<void> =>
  get(DueChoices).choose('K', 0, { reminder_days, tells_overdue });
const change = async (status: 'cancelled' | 'done' | 'draft'): Promise<void> => {
  const [row] = await here.room.rows<{ version: number }>("SELECT version FROM activities WHERE code = 'K'");
  await get(Corrections).changeActivity('K', row?.version ?? 0, { status });
};
/** Reads both lessons, signed in by mail. */
const learn = async (): Promise<void> => {
  const { school } = here.room;
  const an = await school.signedIn('an@example.vn');
  for (const key of ['a', 'b']) await school.form(`/learning/K/${key}/progress`, { act: 'read' }, an).expect(303);
};

describe('a due date', () => {
  it('is reminded of a week and a day before, and once when it is over', async () => {
    const written: Record<string, number> = {};
    for (let day = 20; day <= 34; day += 1) {
      const at = new Date(Date.UTC(2025, 8, day, 1)).toISOString();
      for (const hour of [at, at.replace('T01', 'T05')]) {
        const count = await sweep(hour);
        if (count > 0) written[hour.slice(0, 10)] = (written[hour.slice(0, 10)] ?? 0) + count;
      }
    }
    expect(written).toEqual({ '2025-09-23': 1, '2025-09-29': 1, '2025-10-01': 1 });
    expect(await toWhom()).toEqual(['an', 'an', 'an']);
  });

  it('is not reminded of in the night', async () => {
    expect(await sweep('2025-09-22T23:59:00Z')).toBe(0);
    expect(await sweep('2025-09-23T00:00:00Z')).toBe(1);
  });

  it('is reminded of on the days that were chosen, or on none', async () => {
    await choose([3], 0);
    expect([await sweep(WEEK_BEFORE), await sweep('2025-09-27T01:00:00Z')]).toEqual([0, 1]);
    await get(DueChoices).choose('K', 1, { reminder_days: [], tells_overdue: 0 });
    expect([await sweep('2025-09-28T01:00:00Z'), await sweep('2025-10-01T01:00:00Z')]).toEqual([0, 0]);
  });

  it('is told with what is missing and the way in, and without any key to it', async () => {
    await sweep(WEEK_BEFORE);
    const [letter] = await rowsOf('due_reminder');
    expect(letter?.subject).toBe('Sắp đến hạn học: Khóa học, 30/09/2025');
    expect(letter?.body).toContain('Kính gửi Nguyễn Thị An');
    expect(letter?.body).toContain('- Chưa bắt đầu, còn 2 bài');
    expect(letter?.body).toContain('http://localhost:3000/learning/sign-in?next=%2Flearning%2FK\n');
    expect(letter?.body).not.toMatch(/\/mine\/|\/learning\/in\//);
    expect(letter?.html).toContain('href="http://localhost:3000/learning/sign-in?next&#x3D;%2Flearning%2FK"');
    expect(letter?.unsubscribe_url).toMatch(/\/mine\/[\w-]{43}\/mail$/);
    expect(letter?.expires_at).toBe('2025-09-30T17:00:00.000Z');
  });

  it('is told in the language of the reader, and once it is over as over', async () => {
    await get(ParticipantChoices).choose(await person('an'), { locale: 'en', mails: 'all' });
    await sweep('2025-10-01T01:00:00Z');
    const [letter] = await rowsOf('due_reminder');
    expect(letter?.subject).toBe('Past its due date: Khóa học, 30 September 2025');
    expect(letter?.body).toContain('was to be completed by 30 September 2025');
    expect(letter?.body).toContain('- Not begun, 2 lessons to do');
    expect(letter?.expires_at).toBe('2025-10-07T17:00:00.000Z');
  });

  it('is not told to who wants no letters, or has an address that takes none', async () => {
    await setDue(DUE, 'be', 'binh');
    await get(ParticipantChoices).choose(await person('be'), { locale: null, mails: 'certificates' });
    const { database } = here.room.school.field.world;
    const by = { type: 'person', id: 1 };
    await database.transaction(() => get(Suppressions).add('an@example.vn', 'refused', by));
    expect(await sweep(WEEK_BEFORE)).toBe(1);
    expect(await toWhom()).toEqual(['nha']);
  });

  it('is told once to people who turn out to be one', async () => {
    await setDue(null, 'an');
    await setDue(DUE, 'be');
    expect(await sweep(WEEK_BEFORE)).toBe(1);
    await sql("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'");
    await get(PersonMerges).merge('be', 'binh', null);
    expect(await sweep('2025-09-23T03:00:00Z')).toBe(0);
  });

  it('is told in a batch that can be stopped, also for who is enrolled later', async () => {
    await sweep(WEEK_BEFORE);
    const [letter] = await rowsOf('due_reminder');
    await get(Batches).stop(Number(letter?.batch_id));
    await setDue(DUE, 'be');
    expect(await sweep('2025-09-23T03:00:00Z')).toBe(1);
    expect([await toWhom(), await toWhom('stopped')]).toEqual([[], ['an', 'nha']]);
  });

  it('is nobody’s business once the course was completed elsewhere', async () => {
    await here.room.school.field.good('completions', 'activity,person,group,date\nK,an,parent,2025-09-01');
    expect(await sweep(WEEK_BEFORE)).toBe(0);
  });
});

describe('a reminder that waits', () => {
  beforeEach(() => sweep(WEEK_BEFORE));

  it.each([
    ['the course is completed', learn],
    [
      'it was completed elsewhere',
      () => here.room.school.field.good('completions', 'activity,person,group,date\nK,an,parent,2025-09-01'),
    ],
    ['somebody is withdrawn', async () => get(EnrolmentDesk).withdraw('K', await enrolment('an'))],
    ['the due date is another', () => setDue('2025-10-15', 'an')],
    ['the due date is gone', () => setDue(null, 'an')],
    ['nobody is to be reminded on that day', () => choose([1], 1)],
    ['the course is called off', () => change('cancelled')],
    ['the course is over', () => change('done')],
    ['the course is a draft again', () => change('draft')],
    ['no letters are wanted', async () => get(ParticipantChoices).unsubscribe(await person('an'))],
    [
      'the address is another',
      () => here.room.school.field.good('people', 'ref,full_name,unit,email\nan,Nguyễn Thị An,C,an2@example.vn'),
    ],
  ])('is taken back when %s', async (_, act) => {
    expect(await toWhom()).toEqual(['an']);
    await act();
    expect([await toWhom(), await toWhom('cancelled')]).toEqual([[], ['an']]);
  });

  it('stays when only others are done, or another day is asked for too', async () => {
    await get(EnrolmentDesk).withdraw('K', await enrolment('khac'));
    await choose([14, 7], 0);
    expect(await toWhom()).toEqual(['an']);
  });

  it('is written anew when what it says holds again', async () => {
    await setDue('2025-10-15', 'an');
    await setDue(DUE, 'an');
    expect(await sweep('2025-09-23T03:00:00Z')).toBe(1);
    expect(await toWhom()).toEqual(['an']);
  });
});
