import { Field } from '../activities/field.js';
import { importPlan, counted } from '../plans/plans-cast.js';
import type { Member } from '../support/world.js';

const PLAN = {
  ...{ code: 'P', title: { vi: 'Kế hoạch P', en: 'Plan P' }, unit: 'D', start: '2025-01-01', end: '2030-12-31' },
  objectives: [{ code: 'O', title: 'Mục tiêu', indicators: [counted('1', 'trained', ['teacher'])] }],
};
const EDIT = '/activities/TH-2027-001/edit';
const TICKED = /name="test" value="required" checked/;

let field: Field;
let trainer: Member;
beforeEach(async () => {
  field = await Field.create();
  await importPlan(field.world, PLAN);
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const filled = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ act: 'open', form_key: 'key-of-one-form-1', sessions: '1', title: 'Lớp có kiểm tra', unit: 'Xã C (C)' },
  ...{ s1_date: '5/1/2027', s1_start: '8:30', s1_end: '11:00', s1_venue: '' },
  ...more,
});
const required = async (): Promise<string[]> =>
  (await field.exported('activities'))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').at(-1) ?? '');

describe('a training that requires its test', () => {
  it('is planned with a tick, says so, and keeps the tick in its form and in what is like it', async () => {
    const form = (await trainer.get('/activities/new?kind=training&plan=P').expect(200)).text;
    expect(form).toContain('Phải đạt bài kiểm tra sau tập huấn');
    expect(form).not.toMatch(TICKED);
    await trainer.post('/activities/new?kind=training&plan=P', filled({ test: 'required' })).expect(303);
    expect(await required()).toEqual(['true']);
    expect((await trainer.get('/activities/TH-2027-001').expect(200)).text).toContain('phải đạt mới đủ điều kiện');
    expect((await trainer.get(EDIT).expect(200)).text).toMatch(TICKED);
    expect((await trainer.get('/activities/new?copy=TH-2027-001').expect(200)).text).toMatch(TICKED);
  });

  it('loses it again, which its history tells', async () => {
    await trainer.post('/activities/new?kind=training&plan=P', filled({ test: 'required' })).expect(303);
    await trainer.post(EDIT, filled({ version: '1' })).expect(303);
    expect(await required()).toEqual(['']);
    const { text } = await trainer.get('/activities/TH-2027-001').expect(200);
    expect(text).toContain('Bài kiểm tra: phải đạt mới đủ điều kiện → không bắt buộc đạt');
    // Two who change it at once: the second sees what stands.
    const { text: again } = await trainer.post(EDIT, filled({ version: '1', test: 'required' })).expect(409);
    expect(again).toContain('không bắt buộc đạt');
    expect(again).toMatch(TICKED);
  });

  it('is no campaign: that has no test, whatever is sent', async () => {
    const address = '/activities/new?kind=campaign&plan=P';
    expect((await trainer.get(address).expect(200)).text).not.toContain('name="test"');
    await trainer.post(address, filled({ test: 'required' })).expect(303);
    expect(await required()).toEqual(['']);
  });
});
