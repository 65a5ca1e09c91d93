import { Recount } from '../../src/activities/recount.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

/** What several programs send at the same moment: each row is new to all of them. */
const ROWS: Record<string, object> = {
  people: { ref: 'new', full_name: 'Lò Thị Mới', unit: 'C' },
  organisations: { ref: 'new', name: 'Hộ mới', group: 'household', unit: 'C' },
  groups: { code: 'new', name: 'Nhóm mới', counts: 'persons' },
  baselines: { unit: 'C', group: 'teacher', year: 2025, value: 40 },
  units: { code: 'new', name: 'Xã mới', level: 'commune', parent: 'D' },
  activities: { code: 'new', plan: 'P', kind: 'training', title: 't', unit: 'C' },
  sessions: { activity: 'T', number: 2, date: '2025-09-10' },
  participations: { activity: 'T', person: 'p6', group: 'teacher' },
  attendance: { activity: 'T', session: 1, person: 'p1', status: 'present' },
  headcounts: { activity: 'T', session: 1, unit: 'C', group: 'parent', count: 12 },
};

let field: Field;
let member: Member;
beforeAll(async () => {
  field = await Field.create();
  member = await field.world.member('administrator');
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,campaign,t,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-09-01');
  await field.good('participations', 'activity,person,group\nT,p1,teacher');
});
afterAll(() => field.world.close());

describe('the same new row, posted several times at once', () => {
  it.each(Object.keys(ROWS))('is written once: %s', async (kind) => {
    const posts = await Promise.all(
      [1, 2, 3, 4].map(() => member.api('post', `/api/v1/${kind}`).send({ rows: [ROWS[kind]] })),
    );
    expect(posts.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const outcomes = posts.map(({ body }) => `${body.inserted} ${body.updated} ${body.unchanged}`).sort();
    expect(outcomes).toEqual(['0 0 1', '0 0 1', '0 0 1', '1 0 0']);
    expect(await field.world.get(Recount).check()).toEqual([]);
  });

  it('leaves one baseline of two that are typed in, and tells the other', async () => {
    const form = { unit: 'D', group: 'teacher', year: '2025', value: '7', source: 'Báo cáo', revision: '0' };
    const answers = await Promise.all([1, 2].map(() => member.post('/territory/baselines/new', form)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('leaves one group of two that are typed in, and tells the other', async () => {
    const form = { code: 'typed', name: 'Nhóm gõ tay', counts: 'persons' };
    const answers = await Promise.all([1, 2].map(() => member.post('/territory/groups/new', form)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });
});
