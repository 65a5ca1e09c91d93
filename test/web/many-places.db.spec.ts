import { LAST_DAY } from '../../src/territory/place.js';
import { PlaceRow } from '../../src/territory/territory.entities.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { counted } from '../support/counted.js';
import { DISTRICT_PLAN, Story } from '../support/story.js';
import { type Caller, callerOf } from './rights/callers.js';
import { readAll } from './statements/reading.js';

/** Of a province with its villages and classes, and more than SQLite takes as parameters of one statement. */
const MANY = 40_000;

let story: Story;
let callers: [everywhere: Caller, inside: Caller];
beforeAll(async () => {
  story = await Story.create();
  const inside = await callerOf(story, 'organizer', story.records.own.place);
  callers = [await callerOf(story, 'organizer', null), inside];
}, 600_000);
afterAll(() => story.world.close());

/** Classes below the place of the caller's rights, and of the plan that they look at. */
async function grow(): Promise<void> {
  const { database } = story.world;
  const of = { level: 'cohort', parent_code: story.records.own.unit, valid_from: '0001-01-01', version: 1 } as const;
  const rows = Array.from({ length: MANY }, (_, n) => ({ ...of, code: `L${n}`, name: `Lớp ${n}`, valid_to: LAST_DAY }));
  await database.transaction(async () => {
    await database.insert(PlaceRow, rows);
    await story.world.get(TerritoryStore).changed(null);
  });
}

it('answers everybody as before, however many places there are in their territory', async () => {
  const taken = counted(story.world.database);
  const statuses = async (caller: Caller): Promise<string[]> =>
    [...(await readAll(story, [caller], taken))].map(([name, { status }]) => `${name} ${status}`);
  const before = [await statuses(callers[0]), await statuses(callers[1])];
  await grow();
  expect(await statuses(callers[0])).toEqual(before[0]);
  expect(await statuses(callers[1])).toEqual(before[1]);
  const figure = `/plans/${DISTRICT_PLAN}/indicators/2.1`;
  const lists = ['counted', 'not-counted', 'headcounts', 'places', 'overlap'].map((table) => `${figure}/${table}.csv`);
  const { unit } = story.records.own;
  for (const path of [`/plans/${DISTRICT_PLAN}`, `/plans/${DISTRICT_PLAN}/planner`, figure, ...lists])
    for (const { member } of callers)
      expect([path, (await member.get(`${path}?unit=${unit}`)).status]).toEqual([path, 200]);
}, 600_000);
