import { Ledger } from '../../src/activities/ledger.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
let other: Member;
const PAGE = '/activities/T/sessions/1/attendance';
const HEADS = { unit: 'C', group: 'child', count: '20', method: 'counted', note: '' };

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\nan,Nguyễn Thị An,C');
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  other = await field.world.member('trainer', field.places.get('D'));
});
afterAll(() => field.world.close());
beforeEach(async () => {
  const { database } = field.world;
  await database.transaction(async () => {
    for (const table of ['attendance', 'headcounts']) await database.execute(`DELETE FROM ${table}`);
    field.world.get(Ledger).touch([await field.id('activities', 'code', 'T')]);
  });
});

async function marks(decisions: Record<string, [seen: string, chosen: string]>): Promise<Record<string, string>> {
  const body: Record<string, string> = { count: '', unit: 'C', group: '', method: 'counted', note: '', full_name: '' };
  for (const [ref, [seen, chosen]] of Object.entries(decisions)) {
    const id = await field.id('people', 'ref', ref);
    Object.assign(body, { [`s${id}`]: seen, [`p${id}`]: chosen });
  }
  return body;
}

/** What is noted, by the names: `Người p1 late`. */
async function noted(): Promise<string[]> {
  const rows = await field.world.database.rows<{ full_name: string; status: string }>(
    'SELECT pe.full_name, t.status FROM attendance t JOIN people pe ON pe.id = t.person_id ORDER BY pe.id',
  );
  return rows.map(({ full_name, status }) => `${full_name} ${status}`);
}

const walkIn = (full_name: string, form_key: string): Record<string, string> => ({
  ...{ full_name, form_key, walk_in_unit: 'C', walk_in_group: 'teacher', do: 'walk_in' },
});

describe('what was chosen and not saved yet', () => {
  it('is saved with a headcount, also where that is wrong', async () => {
    const heads = '/activities/T/sessions/1/headcounts';
    await trainer.post(heads, { ...(await marks({ p1: ['', 'late'] })), ...HEADS }).expect(303);
    expect(await noted()).toEqual(['Người p1 late']);
    expect(await field.exported('headcounts')).toContain('T,1,C,child,20,counted,');
    const wrong = { ...(await marks({ p2: ['', 'absent'] })), ...HEADS, unit: '6A', count: '0' };
    const { text } = await trainer.post(heads, wrong).expect(422);
    expect(text).toContain('id="count-error"');
    expect(await noted()).toEqual(['Người p1 late', 'Người p2 absent']);
  });

  it('is saved with somebody who walks in, once for one form', async () => {
    const body = {
      ...(await marks({ p1: ['', 'excused'] })),
      ...walkIn('Thào Thị Máy', 'key-of-one-form-7'),
      sure: '1',
    };
    const came = await trainer.post(PAGE, body).expect(303);
    expect(came.headers.location).toMatch(/attendance#p\d+$/);
    await trainer.post(PAGE, body).expect(303);
    expect(await noted()).toEqual(['Người p1 excused', 'Thào Thị Máy present']);
  });

  it('is saved before somebody is asked about who may be known, or is put on the roster by their button', async () => {
    const asked = { ...(await marks({ p1: ['', 'late'] })), ...walkIn('nguyen thi an', 'key-of-one-form-8') };
    const { text } = await trainer.post(PAGE, asked).expect(422);
    expect(text).toContain('Trong sổ đã có người cùng họ tên');
    expect(text).toContain('value="nguyen thi an"');
    expect(await noted()).toEqual(['Người p1 late']);
    const person = String(await field.id('people', 'ref', 'an'));
    const known = { ...(await marks({ p2: ['', 'absent'] })), ...walkIn('an', 'key-of-one-form-8'), person };
    await trainer.post(PAGE, { ...known, ...HEADS, group: ['teacher', 'child'] }).expect(303);
    expect(await noted()).toEqual(['Người p1 late', 'Người p2 absent', 'Nguyễn Thị An present']);
    expect(await field.exported('headcounts')).toContain('T,1,C,child,20,counted,');
  });

  it('stays in the form with everything else where somebody else noted another thing', async () => {
    await other.post(PAGE, await marks({ p1: ['', 'present'] })).expect(303);
    const body = {
      ...(await marks({ p1: ['', 'absent'] })),
      ...walkIn('Lý Tả Mẩy', 'key-of-one-form-9'),
      note: 'Lớp 5',
    };
    const { text } = await trainer.post(PAGE, body).expect(409);
    expect(text).toContain('người khác đã ghi Có mặt, bạn chọn Vắng');
    for (const kept of ['Lý Tả Mẩy', 'key-of-one-form-9', 'Lớp 5']) expect(text).toContain(`value="${kept}"`);
    expect(await noted()).toEqual(['Người p1 present']);
  });
});
