import { Recount } from '../../src/activities/recount.js';
import { Reforms } from '../../src/territory/reforms.js';
import type { ReformRequest } from '../../src/territory/reform.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let administrator: Member;

beforeEach(async () => {
  field = await Field.create();
  administrator = await field.world.member('administrator');
});
afterEach(() => field.world.close());

const merger: ReformRequest = {
  kind: 'merge',
  date: '2025-10-01',
  predecessors: ['N', 'C'],
  lives_on: false,
  parts: [{ code: 'N', name: 'Xã Mới', level: 'commune', parent_code: 'D' }],
  main: 0,
};

const carryOut = async (request: ReformRequest): Promise<number> =>
  (await field.world.get(Reforms).carryOut(request)).id;
const undo = (id: number) => administrator.post(`/territory/reforms/${id}/undoing`);

/** What undoing must bring back: everything that is derived from the territory, and the territory itself. */
async function state(): Promise<unknown> {
  const { database } = field.world;
  const columns = 'unit_code, place_id';
  return {
    places: await database.rows('SELECT id, code, name, parent_code, valid_from, valid_to FROM places ORDER BY id'),
    successions: await database.rows('SELECT * FROM successions ORDER BY id'),
    activities: await database.rows(`SELECT id, ${columns} FROM activities ORDER BY id`),
    rosters: await database.rows(`SELECT id, ${columns} FROM participations ORDER BY id`),
    heads: await database.rows(`SELECT id, ${columns} FROM headcounts ORDER BY id`),
    baselines: await database.rows(`SELECT id, ${columns}, value FROM baselines ORDER BY id`),
    plans: await database.rows(`SELECT id, ${columns} FROM plans ORDER BY id`),
    ledger: await field.ledger(),
    exported: await field.exported('headcounts'),
  };
}

/** An evening after the day of the reform, recorded before the reform was known. */
async function evening(): Promise<void> {
  await field.good('baselines', 'unit,group,year,value\nN,teacher,2025,20\nC,teacher,2025,30');
  await field.good('activities', 'code,plan,kind,title,unit\nE,P,campaign,Buổi tối,C');
  await field.good('sessions', 'activity,number,date\nE,1,2025-11-20');
  await field.good('participations', 'activity,person,group\nE,p5,teacher\nE,p6,teacher');
  await field.good('attendance', 'activity,session,person,status\nE,1,p5,present\nE,1,p6,present');
  await field.good('headcounts', 'activity,session,unit,group,count\nE,1,C,child,12\nE,1,N,parent,7');
}

describe('undoing a reform', () => {
  it('brings back the places, the successions and everything derived from them', async () => {
    await evening();
    const before = await state();
    const id = await carryOut(merger);
    expect(await field.exported('headcounts')).toContain('E,1,N,child,12');
    expect(await state()).not.toEqual(before);
    const answer = await undo(id).expect(303);
    expect(await state()).toEqual(before);
    expect(await field.world.get(Recount).check()).toEqual([]);
    const { text } = await administrator.get(String(answer.headers.location));
    expect(text).toContain('Đã hoàn tác việc nhập Xã C và Xã N vào Xã Mới từ ngày 01/10/2025.');
    const { database } = field.world;
    expect(await database.rows("SELECT id FROM events WHERE kind = 'territory.reform_undone'")).toHaveLength(1);
    expect(await database.rows('SELECT id FROM reforms')).toEqual([]);
    await undo(id).expect(404);
  });

  it('works for each kind of reform', async () => {
    await evening();
    const part = (code: string) => ({ code, name: `Xã ${code}`, level: 'commune' as const, parent_code: 'D' });
    const requests: ReformRequest[] = [
      { ...merger, kind: 'rename', predecessors: ['C'], parts: [part('C')] },
      { ...merger, kind: 'split', predecessors: ['C'], parts: [part('S1'), part('S2')] },
      { ...merger, kind: 'split', predecessors: ['C'], parts: [part('S1')], lives_on: true },
      { ...merger, kind: 'merge', parts: [{ ...part('C'), code: 'X' }] },
      { ...merger, kind: 'end', predecessors: ['6A'], parts: [] },
    ];
    const before = await state();
    for (const request of requests) {
      await undo(await carryOut(request)).expect(303);
      expect(await state()).toEqual(before);
    }
  });

  it('is refused with what was recorded since at a place that would go', async () => {
    const id = await carryOut(merger);
    await field.good('activities', 'code,plan,kind,title,unit\nF,P,campaign,Sau,N');
    await field.good('sessions', 'activity,number,date\nF,1,2025-12-01');
    const before = await state();
    const answer = await undo(id).expect(303);
    expect(await state()).toEqual(before);
    const { text } = await administrator.get(String(answer.headers.location));
    expect(text).toContain('Chưa xóa được Xã Mới (N): đã có 1 lớp tập huấn, đợt truyền thông ghi ở đó.');
  });

  it('is refused for homes, rights and places below that hang on a code that would be lost', async () => {
    const id = await carryOut({ ...merger, parts: [{ code: 'X', name: 'Xã X', level: 'commune', parent_code: 'D' }] });
    const { database } = field.world;
    const placeId = await field.id('places', 'code', 'X');
    await field.world.member('trainer', placeId);
    const refusal = async (): Promise<string> => {
      const answer = await undo(id).expect(303);
      return (await administrator.get(String(answer.headers.location))).text;
    };
    expect(await refusal()).toContain('địa bàn phụ trách của người dùng');
    await database.transaction(() => field.people({ p7: 'X' }));
    expect(await refusal()).toContain('đã có 1 người ghi nơi ở là mã này');
    await field.good('units', 'code,name,level,parent,valid_from\nV,Thôn V,village,X,2025-10-01');
    expect(await refusal()).toContain('Thôn V (V) trực thuộc địa bàn này');
    expect(await database.rows('SELECT id FROM reforms')).toHaveLength(1);
  });

  it('comes in the turn of the reforms: the later one first', async () => {
    const first = await carryOut(merger);
    const second = await carryOut({ ...merger, kind: 'end', date: '2026-01-01', predecessors: ['N'], parts: [] });
    const answer = await undo(first).expect(303);
    const { text } = await administrator.get(String(answer.headers.location));
    expect(text).toContain('sau đó Xã Mới lại thay đổi lần nữa');
    await undo(second).expect(303);
    await undo(first).expect(303);
  });

  it('is offered in the message, on the page of the place and on that of the succession', async () => {
    const form = {
      ...{ kind: 'merge', predecessors: ['Xã N (N)', 'xa c'], date: '01/10/2025' },
      ...{ part_1_code: 'N', part_1_name: 'Xã Mới', part_1_level: 'commune', part_1_parent: 'Xã D (D)' },
    };
    const preview = await administrator.post('/territory/successions/new', { ...form, act: 'preview' }).expect(200);
    const seen = (/name="seen" value="([^"]*)"/.exec(preview.text)?.[1] ?? '').replaceAll('&quot;', '"');
    await administrator.post('/territory/successions/new', { ...form, act: 'save', seen }).expect(303);
    const flash = (await administrator.get('/territory/successions')).text;
    expect(flash).toContain('Đã nhập Xã C và Xã N vào Xã Mới từ ngày 01/10/2025.');
    const action = /action="(\/territory\/reforms\/\d+\/undoing)"/.exec(flash)?.[1] ?? '';
    const place = await field.id('places', 'name', 'Xã Mới');
    const succession = await field.id('successions', 'successor_id', String(place));
    for (const path of [`/territory/places/${place}`, `/territory/successions/${succession}`]) {
      expect((await administrator.get(path)).text).toContain(action);
    }
    const viewer = await field.world.member('viewer');
    expect((await viewer.get(`/territory/places/${place}`)).text).not.toContain('/undoing');
    await viewer.post(action).expect(403);
    await administrator.post(action).expect(303);
  });
});

describe('removing a place', () => {
  const removal = async (code: string): Promise<string> => {
    const id = await field.id('places', 'code', code);
    const answer = await administrator.post(`/territory/places/${id}/removal`).expect(303);
    return (await administrator.get(String(answer.headers.location))).text;
  };

  it('takes out what was added by mistake', async () => {
    await field.good('units', 'code,name,level,parent,valid_from\n6X,Lớp 6X,cohort,C,2025-09-05');
    expect(await removal('6X')).toContain('Đã xóa địa bàn Lớp 6X (6X).');
    expect(await field.world.database.rows("SELECT id FROM places WHERE code = '6X'")).toEqual([]);
    const events = "SELECT detail FROM events WHERE kind = 'territory.place_removed'";
    expect(await field.world.database.rows(events)).toHaveLength(1);
  });

  it('is refused where anything hangs on it', async () => {
    expect(await removal('C')).toContain('Xã 6A (6A) trực thuộc địa bàn này');
    expect(await removal('A')).toContain('có trong một lần sáp nhập, chia tách');
    await removal('6A');
    expect(await removal('C')).toContain('ghi nơi ở là mã này');
  });
});
