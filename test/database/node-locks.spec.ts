import { clusterFindings, type NodeFacts } from '../../src/database/judge-galera.js';
import { NodeLocks, slotOf } from '../../src/database/node-locks.js';

const slots = (locks: NodeLocks): number[] =>
  [
    ...locks
      .statements()
      .join(' ')
      .matchAll(/\((\d+), 0\)/g),
  ].map(([, id]) => Number(id));

describe('the locks of a transaction, as other nodes get to know of them', () => {
  it('are nothing where nothing was locked', () => {
    const locks = new NodeLocks();
    locks.lock('SELECT id FROM people', []);
    expect(locks.statements()).toEqual([]);
  });

  it('have a slot for each row, the same for everybody, written in one order and once', () => {
    const [one, other] = [new NodeLocks(), new NodeLocks()];
    one.lock('SELECT a.*, p.code FROM activities a JOIN plans p ON p.id = a.plan_id', [
      { id: 7 },
      { id: 9 },
      { id: 7 },
    ]);
    other.lock('SELECT id FROM activities WHERE code IN (?)', [{ id: 9 }, { id: 7 }]);
    expect(slots(one)).toEqual([slotOf('activities', 7), slotOf('activities', 9)].sort((a, b) => a - b));
    expect(one.statements()).toEqual(other.statements());
  });

  it('tell rows and tables apart', () => {
    const all = ['people', 'activities'].flatMap((table) => [1, 2, 3, 4, 5].map((id) => slotOf(table, id)));
    expect(new Set(all).size).toBe(all.length);
    const many = Array.from({ length: 4000 }, (_, id) => slotOf('people', id));
    // So many as chance would put together, and not more: 4,000 rows in a million slots.
    expect(new Set(many).size).toBeGreaterThan(3970);
    expect([Math.min(...many) >= 1, Math.max(...many) <= 2 ** 20]).toEqual([true, true]);
  });

  it('are of the table of the SELECT, not of one inside it', () => {
    const locks = new NodeLocks();
    locks.lock('SELECT a.id, EXISTS (SELECT 1 FROM b WHERE b.n IN (SELECT n FROM c)) AS x FROM a WHERE a.id = ?', [
      { id: 3 },
    ]);
    expect(slots(locks)).toEqual([slotOf('a', 3)]);
  });

  it('are written in pieces where there are many', () => {
    const locks = new NodeLocks();
    locks.lock(
      'SELECT id FROM people',
      Array.from({ length: 12_000 }, (_, id) => ({ id })),
    );
    expect(locks.statements()).toHaveLength(3);
  });

  it('are shared by those who hold a row, and meet whoever locks it', () => {
    const locker = new NodeLocks();
    locker.lock('SELECT id FROM stamps WHERE name = ?', [{ id: 1 }]);
    const all = new Set(slots(locker));
    const held = Array.from({ length: 20 }, () => {
      const holder = new NodeLocks();
      holder.hold('SELECT id FROM stamps WHERE name = ?', [{ id: 1 }]);
      return slots(holder);
    });
    for (const each of held) expect([each.length, all.has(each[0] ?? 0)]).toEqual([1, true]);
    expect(new Set(held.flat()).size).toBeGreaterThan(10);
  });

  it('are taken by one holder at a time where a table is not of those that many hold', () => {
    const [one, other] = [new NodeLocks(), new NodeLocks()];
    one.hold('SELECT id FROM people', [{ id: 5 }]);
    other.lock('SELECT id FROM people', [{ id: 5 }]);
    expect(slots(one)).toEqual(slots(other));
  });

  it('need the id of each row', () => {
    const locks = new NodeLocks();
    expect(() => locks.lock('SELECT code FROM plans', [{ code: 'P' }])).toThrow(
      'need their id: SELECT code FROM plans',
    );
    expect(() => locks.hold('SELECT code FROM plans', [{ code: 'P' }])).toThrow(
      'need their id: SELECT code FROM plans',
    );
  });
});

describe('the check of a node', () => {
  const good: NodeFacts = {
    wsrep_cluster_status: 'Primary',
    wsrep_cluster_size: '3',
    wsrep_local_state_comment: 'Synced',
    wsrep_sync_wait: '1',
    innodb_snapshot_isolation: 'ON',
  };
  const wrong = (facts: Partial<NodeFacts>): string[] =>
    clusterFindings({ ...good, ...facts }).flatMap(({ what, good: fine, advice }) =>
      fine ? [] : [`${advice ? 'note' : 'BAD'} ${what}`],
    );

  it.each<[Partial<NodeFacts>, string[]]>([
    [{}, []],
    [{ wsrep_cluster_status: 'non-Primary' }, ['BAD galera wsrep_cluster_status']],
    [{ wsrep_cluster_size: '2' }, ['note galera wsrep_cluster_size']],
    [{ wsrep_cluster_size: '4' }, ['note galera wsrep_cluster_size']],
    [{ wsrep_local_state_comment: 'Joined' }, ['note galera wsrep_local_state_comment']],
    [{ wsrep_sync_wait: '0' }, ['BAD galera wsrep_sync_wait']],
    [{ wsrep_sync_wait: '7' }, []],
    [{ innodb_snapshot_isolation: undefined }, ['BAD galera innodb_snapshot_isolation']],
  ])('finds in %j what is wrong: %j', (facts, expected) => {
    expect(wrong(facts)).toEqual(expected);
  });
});
