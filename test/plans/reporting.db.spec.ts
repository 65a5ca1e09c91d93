import { type Member, World } from '../support/world.js';
import { importPlan, layTerritory, realPlan } from './plans-cast.js';

const PLAN = '/plans/TD-CLD-2021';
let world: World;
let huyen: Member;

beforeAll(async () => {
  world = await World.create();
  const ids = await layTerritory(world);
  huyen = await world.member('organizer', ids['106']);
  await importPlan(world, realPlan());
});
afterAll(() => world.close());

describe('who reports', () => {
  const all = 'Tất cả cơ quan, xã, thị trấn';

  it('is said in the reader’s language, and stays as it was written when the form is saved', async () => {
    expect((await huyen.get(`${PLAN}/content`)).text).toContain(all);
    const form = await huyen.get(`${PLAN}/reporting-dates`).expect(200);
    expect(form.text).toContain(`value="${all}"`);
    const version = /name="version" value="(\d+)"/.exec(form.text)?.[1];
    const typed = { version, kind_0: 'annual', due_0: '10/12', to_0: 'LDTBXH', from_0: all };
    await huyen.post(`${PLAN}/reporting-dates`, typed).expect(303);
    const { body } = await huyen.api('get', `/api/v1${PLAN}`).expect(200);
    expect(body.reporting).toEqual([{ kind: 'annual', due: '12-10', to: 'LDTBXH', from: 'all agencies and communes' }]);
  });
});
