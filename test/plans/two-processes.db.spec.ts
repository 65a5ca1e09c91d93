import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import type { Member, World } from '../support/world.js';
import { DISTRICT, openDistrict } from './figure-district.js';
import { words } from './reading.js';

let one: World;
let other: World;
let here: Member;
let there: Member;
beforeAll(async () => {
  ({ world: one, organizer: here } = await openDistrict());
  other = await one.another();
  there = other.same(here);
});
afterAll(async () => {
  await other.close();
  await one.close();
});

const PAGES = [
  '/plans/K?as_of=2025-06-15',
  '/plans/K/matrix?as_of=2025-06-15',
  '/plans/K/indicators/1?as_of=2025-06-15',
];
const read = (member: Member): Promise<string[]> =>
  Promise.all(PAGES.map(async (path) => words((await member.get(path).expect(200)).text)));

/** Both have read the pages; then one process takes a file in. */
async function expectNews(kind: string, content: string, says: string): Promise<void> {
  expect(await read(there)).toEqual(await read(here));
  expect((await read(there)).join('\n')).not.toContain(says);
  const name = kind === 'plan' ? 'plan.json' : `${kind}.csv`;
  const path = join(one.settings.dataDir, name);
  writeFileSync(path, content);
  expect(await one.get(ImportRunner).run(kind, path, name)).toMatchObject({ saved: true, faulty_rows: 0 });
  const after = await read(there);
  expect(after.join('\n')).toContain(says);
  expect(after).toEqual(await read(here));
}

describe('the scoreboard of another process', () => {
  it('has what was recorded by this one at the next look', () =>
    expectNews('attendance', 'activity,session,person,status\nT2,1,khac,present\n', '3/12 người'));

  it('has the baselines, names of places and words of the plan that are now in force', async () => {
    await expectNews('baselines', 'unit,group,year,value,source\nA,teacher,2025,16,Công văn số 3\n', '3/20 người');
    await expectNews('units', 'code,name,level,parent\nA,Xã Trăng Sao,commune,D\n', 'Trăng Sao');
    const plan = structuredClone(DISTRICT.plan) as { objectives: { indicators: { title: { vi: string } }[] }[] };
    const [first] = plan.objectives[0]?.indicators ?? [];
    if (first) first.title.vi = 'Giáo viên biết luật';
    await expectNews('plan', JSON.stringify(plan), 'Giáo viên biết luật');
  });
});
