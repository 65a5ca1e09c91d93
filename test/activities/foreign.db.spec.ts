import { User } from '../../src/accounts/accounts.entities.js';
import { nowIso } from '../../src/config/clock.js';
import { Agency, Plan } from '../../src/plans/plans.entities.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let organizer: Member;
/** Somebody of commune C, of the new commune N, and of the whole district. */
let ofC: Member;
let ofN: Member;
let viewerOfC: Member;

beforeAll(async () => {
  field = await Field.create();
  const { world, places } = field;
  organizer = await world.member('organizer');
  ofC = await world.member('trainer', places.get('C'));
  ofN = await world.member('trainer', places.get('N'));
  viewerOfC = await world.member('viewer', places.get('C'));
  await world.database.transaction(async () => {
    const place = { unit_code: 'N', place_id: places.get('N') ?? 0 };
    const title = { title_vi: 'Của N', title_en: '' };
    const id = await world.database.insertOne(Plan, {
      ...{ code: 'PN', ...title, ...place, legal_basis: '[]', start: '2025-07-01', end: '2030-12-31', version: 1 },
    });
    await world.database.insert(Agency, [{ plan_id: id, code: 'CQ', ...title, position: 0 }]);
    for (const [email, name, code] of [
      ['n@example.vn', 'Người dạy N', 'N'],
      ['d@example.vn', 'Người dạy D', 'D'],
    ] as const) {
      const rights = { role: 'trainer' as const, place_id: places.get(code) ?? 0, locale: 'vi' as const };
      await world.database.insertOne(User, { email, name, ...rights, password_hash: null, created_at: nowIso() });
    }
  });
});
afterAll(() => field.world.close());

/** The refusal of one posted row, the code of the row taken out. */
async function refusal(member: Member, kind: string, row: object, told: string): Promise<string> {
  const { body } = await member
    .api('post', `/api/v1/${kind}`)
    .send({ rows: [row] })
    .expect(422);
  const [error] = (body as { errors: { field: string; detail: string }[] }).errors;
  return `${error?.field} ${error?.detail.replaceAll(told, '…')}`;
}

describe('what lies outside a territory', () => {
  it('is refused as what there is not: the plan of an activity, with its agencies', async () => {
    const row = { code: 'X', kind: 'training', title: 'Lớp', unit: 'C' };
    const foreign = await refusal(ofC, 'activities', { ...row, plan: 'PN', agency: 'CQ' }, 'PN');
    expect(foreign).toBe(await refusal(ofC, 'activities', { ...row, plan: 'PX', agency: 'CQ' }, 'PX'));
    expect(foreign).toBe(await refusal(ofC, 'activities', { ...row, plan: 'PN', agency: 'KHAC' }, 'PN'));
    await ofC
      .api('post', '/api/v1/activities')
      .send({ rows: [{ ...row, plan: 'P' }] })
      .expect(200);
    const page = await ofC.get('/activities').expect(200);
    expect(page.text).not.toContain('Của N');
    expect((await ofN.get('/activities').expect(200)).text).toContain('Của N');
  });

  it('is so for the unit of a headcount, and of somebody on a roster', async () => {
    await organizer.api('post', '/api/v1/sessions').send({ rows: [{ activity: 'X', number: 1, date: '2025-08-01' }] });
    const heads = { activity: 'X', session: 1, group: 'child', count: 3 };
    const unknown = await refusal(ofC, 'headcounts', { ...heads, unit: 'QQQQQ' }, 'QQQQQ');
    // N is there on the day, A was there before: neither is of C.
    expect(await refusal(ofC, 'headcounts', { ...heads, unit: 'N' }, 'N')).toBe(unknown);
    expect(await refusal(ofC, 'headcounts', { ...heads, unit: 'A' }, 'A')).toBe(unknown);
    const person = { activity: 'X', person: 'p6', group: 'teacher' };
    expect(await refusal(ofC, 'participations', { ...person, unit: 'A' }, 'A')).toBe(unknown);
  });
});

describe('the trainer of an activity', () => {
  const page = async (member: Member): Promise<string> => (await member.get('/activities/X').expect(200)).text;
  const trainIt = (trainer: string) =>
    organizer
      .api('post', '/api/v1/activities')
      .send({ rows: [{ code: 'X', plan: 'P', kind: 'training', title: 'Lớp', unit: 'C', trainer }] })
      .expect(200);
  const inApi = async (member: Member): Promise<unknown> =>
    (await member.api('get', '/api/v1/activities/X').expect(200)).body.trainer;

  it('has a name for whoever shares a territory with the account', async () => {
    await trainIt('d@example.vn');
    for (const member of [organizer, ofC, viewerOfC]) {
      expect(await page(member)).toContain('Người dạy D');
      expect(await page(member)).not.toContain('d@example.vn');
    }
  });

  it('is else the address as written, whether there is such an account or not, and nothing for viewers', async () => {
    for (const email of ['n@example.vn', 'nobody@example.vn']) {
      await trainIt(email);
      expect(await page(ofC)).toContain(email);
      expect(await page(viewerOfC)).not.toMatch(/example\.vn|Người dạy|Giảng viên/);
      expect([await inApi(ofC), await inApi(viewerOfC)]).toEqual([email, null]);
    }
    await trainIt('n@example.vn');
    expect(await page(organizer)).toContain('Người dạy N');
  });
});

describe('a mark of a person who was merged', () => {
  it('is taken back by the ref of either record', async () => {
    await organizer.api('post', '/api/v1/participations').send({
      rows: [{ activity: 'X', person: 'p6', group: 'teacher' }],
    });
    await field.world.database.transaction(() => field.people({ p7: 'C' }));
    await organizer.api('post', '/api/v1/people/p6/merge').send({ into: 'p7' }).expect(201);
    for (const ref of ['p7', 'p6']) {
      await organizer
        .api('post', '/api/v1/attendance')
        .send({ rows: [{ activity: 'X', session: 1, person: ref, status: 'present' }] })
        .expect(200);
      await organizer.api('delete', `/api/v1/activities/X/sessions/1/attendance/${ref}`).expect(200);
      await organizer.api('delete', `/api/v1/activities/X/sessions/1/attendance/${ref}`).expect(404);
    }
  });
});
