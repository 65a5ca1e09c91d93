import { Recount } from '../../src/activities/recount.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Field } from '../activities/field.js';
import { type AtNode, atEachNode } from '../support/at-nodes.js';

let field: Field;
let nodes: [AtNode, AtNode, AtNode];
beforeAll(async () => {
  field = await Field.create();
  nodes = (await atEachNode(field.world)) as [AtNode, AtNode, AtNode];
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await field.world.close();
});
async function begin(): Promise<void> {
  await field.empty();
  await field.good('activities', 'code,plan,kind,title,unit\nA,P,campaign,t,D\nB,P,campaign,t,D');
  await field.good('sessions', 'activity,number,date\nA,1,2025-03-01\nB,1,2025-04-01');
  await field.good('participations', 'activity,person,group\nA,p3,teacher');
  await field.good('attendance', 'activity,session,person,status\nA,1,p3,present');
}

/** People come to B without being on its roster. */
const comes = async ({ get }: AtNode, people: string[]): Promise<void> => {
  const rows = people.map((person) => ({ activity: 'B', person }));
  await get(RowsRunner).run(
    'participations',
    rows.map((each) => ({ ...each, group: 'teacher' })),
  );
  await get(RowsRunner).run(
    'attendance',
    rows.map((each) => ({ ...each, session: 1, status: 'present' })),
  );
};

type Work = [node: AtNode, work: (node: AtNode) => Promise<unknown>];

/** Each has done everything but the commit before any of them commits; what is begun again does not wait. */
async function sideBySide(...works: Work[]): Promise<void> {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  const run = ([node, work]: Work): Promise<void> =>
    node.database.transaction(async () => {
      await work(node);
      await node.database.flush();
      arrived += 1;
      if (arrived === works.length) resolve();
      await all;
    });
  await Promise.all(works.map(run));
}

/** Everybody once, where the ledger says so and a recount agrees. */
async function expectCounted(refs: string[]): Promise<void> {
  expect(await nodes[0].get(Recount).check()).toEqual([]);
  const subjects = await nodes[0].database.rows<{ ref: string }>(
    "SELECT pe.ref FROM first_reaches f JOIN people pe ON pe.id = f.subject_id WHERE measure = 'informed' ORDER BY pe.ref",
  );
  expect(subjects.map(({ ref }) => ref)).toEqual(refs);
}

const merge = (node: AtNode): Promise<unknown> => node.get(PersonMerges).merge('p4', 'p3', null);

/** Who commits first is a matter of chance: some times over. */
const TIMES = 4;

describe('somebody who is put on a roster at one node while another merges the record', () => {
  it.each([
    ['one', []],
    ['very many', Array.from({ length: 600 }, (_, n) => `m${n}`)],
  ])('counts once, where it is %s', async (_, beside) => {
    await field.world.database.transaction(() => field.people(Object.fromEntries(beside.map((ref) => [ref, 'C']))));
    const [one, other] = nodes;
    for (let n = 0; n < TIMES; n += 1) {
      await begin();
      await sideBySide([one, (node) => comes(node, [...beside, 'p4'])], [other, merge]);
      await expectCounted([...beside, 'p3'].sort());
    }
  });
});
