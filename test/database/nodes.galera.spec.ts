import { Throttle } from '../../src/accounts/accounts.entities.js';
import type { Database } from '../../src/database/database.js';
import { judgeDatabase } from '../../src/database/judge.js';
import { Stamps } from '../../src/database/stamps.js';
import type { Person } from '../../src/people/people.entities.js';
import { Field } from '../activities/field.js';
import { type AtNode, atEachNode } from '../support/at-nodes.js';
import type { Member } from '../support/world.js';

let field: Field;
let nodes: [AtNode, AtNode, AtNode];
let member: Member;
beforeAll(async () => {
  field = await Field.create();
  nodes = (await atEachNode(field.world)) as [AtNode, AtNode, AtNode];
  member = await field.world.member('administrator');
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await field.world.close();
});

const rowOf = (key: string) => ({ throttle_key: key, window_ends_at: '', used: 0 });
const keys = async (database: Database, like: string): Promise<number> =>
  Number(
    (await database.row<{ n: number }>('SELECT COUNT(*) AS n FROM throttles WHERE throttle_key LIKE ?', [like]))?.n,
  );

/** Both have done everything but the commit before one of them commits; what is begun again is not kept waiting. */
async function sideBySide(works: [Database, () => Promise<void>][]): Promise<number> {
  let runs = 0;
  let arrived = 0;
  const { promise: all, resolve } = Promise.withResolvers<void>();
  await Promise.all(
    works.map(([database, work]) =>
      database.transaction(async () => {
        runs += 1;
        await work();
        arrived += 1;
        if (arrived >= works.length) resolve();
        await all;
      }),
    ),
  );
  return runs;
}

describe('two nodes of a cluster', () => {
  it('are known as such', () => {
    expect(nodes.map(({ database }) => database.onGalera)).toEqual([true, true, true]);
  });

  it('are judged by the check of each, and all is as it must be', async () => {
    for (const { database } of nodes) {
      const findings = await judgeDatabase(database, field.world.settings);
      const galera = findings.filter(({ what }) => what.startsWith('galera '));
      expect([galera.length, galera.filter(({ good }) => !good)]).toEqual([5, []]);
    }
  });

  it('read what was committed at the other before they were asked', async () => {
    const [one, other] = nodes;
    for (let n = 0; n < 100; n += 1) {
      await one.database.transaction(() => one.database.insert(Throttle, [rowOf(`seen-${n}`)]));
      expect(await keys(other.database, `seen-${n}`)).toBe(1);
    }
  });

  it('do not both go by what a row kept others from, where neither writes that row', async () => {
    const id = await field.id('people', 'ref', 'p1');
    const takeLast = (node: AtNode, name: string) => async (): Promise<void> => {
      await node.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [id]);
      if ((await keys(node.database, 'seat-%')) > 0) return;
      await node.database.insert(Throttle, [rowOf(`seat-${name}`)]);
    };
    const [one, other] = nodes;
    const runs = await sideBySide([
      [one.database, takeLast(one, 'one')],
      [other.database, takeLast(other, 'other')],
    ]);
    expect(await keys(one.database, 'seat-%')).toBe(1);
    expect(runs).toBeGreaterThan(2);
  });

  it('let no change of the territory pass beside what is derived from it', async () => {
    const derive = async ({ get, database }: AtNode, n: number): Promise<void> => {
      await get(Stamps).hold('territory');
      const seen = await get(Stamps).value('territory');
      await database.insert(Throttle, [rowOf(`derived-${n}-from-${seen}`)]);
    };
    const change = async ({ get, database }: AtNode): Promise<void> => {
      await get(Stamps).lock('territory');
      get(Stamps).touch('territory');
      await database.execute("DELETE FROM throttles WHERE throttle_key LIKE 'derived-%'");
    };
    const [one, other] = nodes;
    for (let n = 0; n < 5; n += 1) {
      await sideBySide([
        [one.database, () => derive(one, n)],
        [other.database, () => change(other)],
      ]);
      const now = await one.get(Stamps).value('territory');
      const derived = await keys(one.database, `derived-${n}-%`);
      // Either it came first and was taken back, or it saw what had changed.
      expect(derived === 0 || (await keys(one.database, `derived-${n}-from-${now}`)) === derived).toBe(true);
    }
  });

  it('change one number together', async () => {
    await field.world.database.transaction(() => field.world.database.insert(Throttle, [rowOf('sum')]));
    const addOne = ({ database }: AtNode): Promise<void> =>
      database.transaction(async () => {
        const row = await database.row<Throttle>('SELECT used FROM throttles WHERE throttle_key = ?', ['sum']);
        await database.update(Throttle, { throttle_key: 'sum' }, { used: (row?.used ?? 0) + 1 });
      });
    for (let n = 0; n < 5; n += 1) await Promise.all(nodes.map(addOne));
    const row = await nodes[2].database.row<Throttle>('SELECT used FROM throttles WHERE throttle_key = ?', ['sum']);
    expect(row?.used).toBe(15);
  });

  it('tell one of two who edit the same record, and keep what the other wrote', async () => {
    const id = await field.id('people', 'ref', 'p2');
    const read = (node: AtNode): Promise<Person | undefined> =>
      node.database.row<Person>('SELECT * FROM people WHERE id = ?', [id]);
    for (let n = 0; n < 8; n += 1) {
      const version = String((await read(nodes[n % 3] as AtNode))?.version);
      const names = nodes.map((_, at) => `Lò Văn ${'ABC'.charAt(at)}${n}`);
      const answers = await Promise.all(
        nodes.map((node, at) =>
          node.post(member, `/people/${id}/edit`, { full_name: names[at], unit: 'D', version, sure: '1' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
      const winner = answers.findIndex(({ status }) => status === 303);
      for (const node of nodes) expect((await read(node))?.full_name).toBe(names[winner]);
    }
  });
});
