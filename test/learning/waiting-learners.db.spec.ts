import { CourseRoom } from './course-room.js';

let room: CourseRoom;
beforeEach(async () => {
  room = await CourseRoom.create();
  // An has the only place.
  await room.school.field.good('activities', 'code,plan,kind,title,unit,status,capacity\nK,P,course,Khóa học,C,open,1');
});
afterEach(() => room.close());

const signIn = async (ref: string): Promise<string> =>
  room.school.signedIn('nha@example.vn', { person: await room.school.id(ref) });
const opens = async (cookie: string): Promise<boolean> =>
  (await room.school.request().get('/learning/K').set('Cookie', cookie)).status === 200;
const admitFirst = () => room.trainer.post('/activities/K/roster/waiting/admissions', {}).expect(303);
const waiting = async (): Promise<number> => (await room.rows('SELECT id FROM waiting_entries')).length;
const enrolled = () =>
  room.rows(
    `SELECT p.ref, e.way, e.due_on, CASE WHEN e.withdrawn_at IS NULL THEN 'open' ELSE 'closed' END AS door
     FROM enrolments e JOIN people p ON p.id = e.person_id WHERE p.ref <> 'an'`,
  );
const widen = () =>
  room.school.field.good('activities', 'code,plan,kind,title,unit,status,capacity\nK,P,course,Khóa học,C,open,2');

describe('a course that is full', () => {
  it('is learnt by whoever waits once they have a place, until the day that was meant', async () => {
    const body = { person: await room.school.id('be'), group: 'parent', due_on: '30/09/2025' };
    await room.trainer.post('/enrolments/K/additions', body).expect(303);
    const be = await signIn('be');
    expect([await waiting(), await opens(be)]).toEqual([1, false]);
    expect((await room.trainer.get('/enrolments/K').expect(200)).text).not.toContain('Lò Văn Bé');
    await widen();
    await admitFirst();
    expect([await waiting(), await opens(be)]).toEqual([0, true]);
    expect(await enrolled()).toEqual([{ ref: 'be', way: 'person', due_on: '2025-09-30', door: 'open' }]);
    expect(await room.rows("SELECT id FROM events WHERE kind = 'enrolment.made'")).toHaveLength(2);
  });

  it('keeps whoever enrols by the link on its waiting list, and says so, however often they press', async () => {
    await room.trainer.post('/enrolments/K/link', { groups: 'parent' }).expect(303);
    const page = (await room.trainer.get('/enrolments/K/link').expect(200)).text;
    const join = /\/learning\/join\/[\w-]+/.exec(page)?.[0] ?? '';
    const be = await signIn('be');
    for (let times = 0; times < 2; times += 1) {
      const answer = await room.school.form(join, { group: 'parent' }, be).expect(303);
      const next = await room.school
        .request()
        .get(answer.headers.location ?? '')
        .set('Cookie', be);
      expect([next.status, next.text.includes('Bạn đang ở danh sách chờ')]).toEqual([200, true]);
    }
    expect([await waiting(), await opens(be)]).toEqual([1, false]);
    await widen();
    await admitFirst();
    expect(await opens(be)).toBe(true);
    expect(await enrolled()).toEqual([{ ref: 'be', way: 'link', due_on: null, door: 'open' }]);
    expect((await room.school.form(join, { group: 'parent' }, be).expect(303)).headers.location).toBe('/learning/K');
  });

  it('is learnt by whoever was put on its waiting list by the roster, once they are admitted', async () => {
    const body = { person: await room.school.id('be'), group: 'parent' };
    await room.trainer.post('/activities/K/roster/additions', body);
    expect(await waiting()).toBe(1);
    await widen();
    await admitFirst();
    expect(await opens(await signIn('be'))).toBe(true);
  });
});
