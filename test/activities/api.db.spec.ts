import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let organizer: Member;
let trainerOfC: Member;
let viewer: Member;

beforeAll(async () => {
  field = await Field.create();
  organizer = await field.world.member('organizer');
  trainerOfC = await field.world.member('trainer', field.places.get('C'));
  viewer = await field.world.member('viewer');
});
afterAll(() => field.world.close());

async function post(member: Member, kind: string, rows: object[], status = 200): Promise<Record<string, unknown>> {
  const answer = await member.api('post', `/api/v1/${kind}`).send({ rows });
  expect([answer.status, kind]).toEqual([status, kind]);
  return answer.body;
}

const items = async (member: Member, path: string): Promise<Record<string, unknown>[]> =>
  (await member.api('get', path).expect(200)).body.items;

describe('the API of activities', () => {
  it('takes a whole activity as rows and gives it back', async () => {
    await post(organizer, 'activities', [
      { code: 'E', plan: 'P', kind: 'training', title: '=Lớp', unit: 'D', min_attendance: 66.67 },
    ]);
    await post(organizer, 'sessions', [
      { activity: 'E', number: 2, date: '2025-06-02', makes_up: 1 },
      { activity: 'E', number: 1, date: '2025-06-01' },
    ]);
    const report = await post(organizer, 'participations', [
      { activity: 'E', person: 'p1', group: 'teacher' },
      { activity: 'E', person: 'p6', group: 'teacher' },
    ]);
    expect(report).toEqual({
      ...{ kind: 'participations', rows: 2, inserted: 2, updated: 0, unchanged: 0, rejected: [] },
    });
    await post(organizer, 'attendance', [{ activity: 'E', session: 2, person: 'p1', status: 'present' }]);
    await post(organizer, 'headcounts', [{ activity: 'E', session: 1, unit: 'C', group: 'child', count: 7 }]);
    expect(await field.ledger()).toEqual(['E p1 teacher informed 2025-06-02 A', 'E p1 teacher trained 2025-06-02 A']);
    const one = (await organizer.api('get', '/api/v1/activities/E').expect(200)).body;
    expect(one).toMatchObject({ code: 'E', title: '=Lớp', min_attendance: 66.67, first_date: '2025-06-01' });
    expect(
      one.sessions.map(({ number, makes_up }: { number: number; makes_up: number }) => [number, makes_up]),
    ).toEqual([
      [1, null],
      [2, 1],
    ]);
    expect(await items(organizer, '/api/v1/participations?activity=E')).toEqual([
      { activity: 'E', person: 'p1', group: 'teacher', organisation: null, unit: 'A', place: 'A', merged_into: null },
      { activity: 'E', person: 'p6', group: 'teacher', organisation: null, unit: 'C', place: 'C', merged_into: null },
    ]);
    expect(await items(organizer, '/api/v1/headcounts')).toEqual([
      { activity: 'E', session: 1, unit: 'C', group: 'child', count: 7, method: 'counted', note: null },
    ]);
  });

  it('pages with a cursor', async () => {
    const first = (await organizer.api('get', '/api/v1/sessions?limit=1').expect(200)).body;
    const second = (await organizer.api('get', `/api/v1/sessions?limit=1&cursor=${first.next_cursor}`).expect(200))
      .body;
    expect([first.items[0].number, second.items[0].number, second.next_cursor]).toEqual([1, 2, null]);
  });

  it('changes a session once, and tells the second editor', async () => {
    const path = '/api/v1/activities/E/sessions/2';
    const changed = await organizer.api('patch', path).send({ date: '2025-07-03', version: 1 }).expect(200);
    expect(changed.body).toMatchObject({ date: '2025-07-03', version: 2 });
    await organizer.api('patch', path).send({ date: '2025-07-04', version: 1 }).expect(409);
    await organizer.api('patch', path).send({ start: '10:00', end: '09:00', version: 2 }).expect(422);
    await organizer
      .api('patch', '/api/v1/activities/E/sessions/9')
      .send({ date: '2025-07-04', version: 1 })
      .expect(404);
    const blind = await organizer.api('patch', path).send({ date: '2025-07-04' }).expect(422);
    expect(blind.body.errors).toEqual([{ field: 'version', detail: 'Cần có trường này' }]);
    expect(await field.ledger()).toContain('E p1 teacher trained 2025-07-03 A');
  });

  it('changes an activity', async () => {
    const change = (body: object, status: number) =>
      organizer.api('patch', '/api/v1/activities/E').send(body).expect(status);
    const { version } = (await organizer.api('get', '/api/v1/activities/E').expect(200)).body;
    await change({ status: 'draft', version }, 200);
    expect(await field.ledger()).toEqual([]);
    await change({ status: 'done', version }, 409);
    await change({ status: 'done' }, 422);
    await change({ status: 'done', min_attendance: null, version: version + 1 }, 200);
    expect(await field.ledger()).toHaveLength(2);
    await change({ kind: 'campaign', version: version + 2 }, 422);
  });

  it('takes marks, headcounts and people back', async () => {
    await organizer.api('delete', '/api/v1/activities/E/sessions/2/attendance/p6').expect(404);
    await organizer.api('delete', '/api/v1/activities/E/sessions/2/attendance/p1').expect(200);
    expect(await field.ledger()).toEqual([]);
    await post(organizer, 'attendance', [{ activity: 'E', session: 2, person: 'p1', status: 'present' }]);
    await organizer.api('delete', '/api/v1/activities/E/participations/p1/teacher').expect(200);
    expect(await field.ledger()).toEqual([]);
    expect(await items(organizer, '/api/v1/attendance')).toEqual([]);
    await organizer.api('delete', '/api/v1/activities/E/sessions/1/headcounts/C/child').expect(200);
    await organizer.api('delete', '/api/v1/activities/E/sessions/1/headcounts/C/child').expect(404);
  });

  it('keeps the attendance of somebody who stays on the roster in another group', async () => {
    await post(organizer, 'participations', [
      { activity: 'E', person: 'p2', group: 'teacher' },
      { activity: 'E', person: 'p2', group: 'parent' },
    ]);
    await post(organizer, 'attendance', [{ activity: 'E', session: 1, person: 'p2', status: 'late' }]);
    await organizer.api('delete', '/api/v1/activities/E/participations/p2/parent').expect(200);
    expect(await field.ledger()).toContain('E p2 teacher informed 2025-06-01 A');
  });

  it('says what is wrong with each row, and saves none', async () => {
    const answer = await post(
      organizer,
      'participations',
      [
        { activity: 'E', person: 'p3', group: 'teacher' },
        { activity: 'E', person: 'p9', group: 'teacher' },
      ],
      422,
    );
    expect(answer.errors).toEqual([{ field: 'rows.2.person', detail: expect.stringContaining('p9') }]);
    expect((await items(organizer, '/api/v1/participations')).map(({ person }) => person)).not.toContain('p3');
  });

  it('lets nobody write beyond the own territory', async () => {
    const activity = { plan: 'P', kind: 'campaign', title: 't' };
    await post(trainerOfC, 'activities', [{ code: 'C1', unit: 'C', ...activity }]);
    await post(trainerOfC, 'activities', [{ code: 'D1', unit: 'D', ...activity }], 422);
    await post(trainerOfC, 'activities', [{ code: 'E', unit: 'C', ...activity }], 422);
    await post(trainerOfC, 'sessions', [{ activity: 'E', number: 3, date: '2025-06-01' }], 422);
    await post(trainerOfC, 'sessions', [{ activity: 'C1', number: 1, date: '2025-06-01' }]);
    await post(trainerOfC, 'participations', [{ activity: 'C1', person: 'p6', group: 'teacher' }]);
    await post(trainerOfC, 'participations', [{ activity: 'C1', person: 'p1', group: 'teacher' }], 422);
    await post(trainerOfC, 'participations', [{ activity: 'C1', person: 'p6', group: 'parent', unit: 'A' }], 422);
    await post(trainerOfC, 'headcounts', [{ activity: 'C1', session: 1, unit: 'A', group: 'child', count: 1 }], 422);
    await trainerOfC.api('patch', '/api/v1/activities/E').send({ status: 'cancelled', version: 1 }).expect(404);
    await trainerOfC.api('delete', '/api/v1/activities/E/participations/p2/teacher').expect(404);
    const seen = await items(trainerOfC, '/api/v1/participations');
    expect(seen.map(({ activity: code, person }) => [code, person].join(' '))).toEqual(['E p6', 'C1 p6']);
    expect(await items(trainerOfC, '/api/v1/attendance')).toEqual([]);
  });

  it('lets viewers read figures only', async () => {
    await viewer.api('get', '/api/v1/activities').expect(200);
    await viewer.api('get', '/api/v1/headcounts').expect(200);
    await viewer.api('get', '/api/v1/participations').expect(403);
    await viewer.api('get', '/api/v1/attendance').expect(403);
    for (const kind of ['activities', 'sessions', 'participations', 'attendance', 'headcounts']) {
      await viewer.api('post', `/api/v1/${kind}`).send({ rows: [] }).expect(403);
    }
    await viewer.api('patch', '/api/v1/activities/E').send({ status: 'done' }).expect(403);
  });
});
