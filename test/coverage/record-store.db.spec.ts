import BetterSqlite3 from 'better-sqlite3';
import { RecordStore } from '../../src/coverage/record.store.js';
import type { CoverageRecords } from '../../src/coverage/records.js';
import type { CoverageScope } from '../../src/coverage/scope.js';
import { sqlitePath } from '../../src/database/open.js';
import { Field } from '../activities/field.js';

const PRESENT = 'activity,session,person,status\nT,1,';
let field: Field;
let scope: CoverageScope;

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,campaign,t,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-03-01');
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher\nT,p6,teacher');
  const informed = { code: '1', measure: 'informed', groups: ['teacher'], trainings_inform: true } as const;
  const indicators = [{ ...informed, groups: ['teacher'], comparator: 'gte', target: '90' }] as never;
  const plan_id = await field.id('plans', 'code', 'P');
  scope = { plan_id, code: 'P', unit: {} as never, start: '2021-01-01', end: '2025-12-31', indicators };
});
afterAll(() => field.world.close());

const load = (): Promise<CoverageRecords> =>
  field.world.database.snapshot(() => field.world.get(RecordStore).load(scope));
const reached = (records: CoverageRecords): number => records.reaches(scope.indicators[0] as never, 'teacher').length;

describe('what coverage is counted from', () => {
  it('is read again when something was committed, and on SQLite not before', async () => {
    await field.good('attendance', `${PRESENT}p1,present`);
    const first = await load();
    expect(reached(first)).toBe(1);
    expect((await load()) === first).toBe(field.world.database.engine === 'sqlite');
    await field.good('attendance', `${PRESENT}p2,present`);
    expect(reached(await load())).toBe(2);
  });

  it('is what the snapshot saw, also where others wrote while it was open', async () => {
    const { database } = field.world;
    const before = reached(await load());
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    let write = (): void => undefined;
    const written = new Promise<void>((resolve) => (write = resolve));
    const inside = database.snapshot(async () => {
      // Also where naming the moment is the first thing that is done in it.
      database.moment();
      if (database.engine === 'mariadb') await database.rows('SELECT 1 FROM stamps');
      begun();
      await written;
      return field.world.get(RecordStore).load(scope);
    });
    await hasBegun;
    await field.good('attendance', `${PRESENT}p6,present`);
    write();
    expect(reached(await inside)).toBe(before);
    expect(reached(await load())).toBe(before + 1);
  });

  it('is seen at once where another process has written', async () => {
    const before = reached(await load());
    const { settings, database } = field.world;
    const sql = "DELETE FROM qualifications WHERE measure = 'informed'";
    if (settings.databaseUrl !== undefined) await database.source.query(sql);
    else {
      const other = new BetterSqlite3(sqlitePath(settings));
      other.exec(sql);
      other.close();
    }
    expect([before, reached(await load())]).toEqual([3, 0]);
  });
});
