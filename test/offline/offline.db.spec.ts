import { setClock } from '../../src/config/clock.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let trainer: Member;
let session: number;

beforeEach(async () => {
  setClock(() => new Date('2025-05-01T03:00:00Z'));
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,\nA1,P,campaign,Ở A,A,');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nA1,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\nan,Nguyễn Thị An,C\nbe,Lò Văn Bé,C\nbe2,Lò Văn Bé,C');
  await field.good('participations', 'activity,person,group\nT,an,parent\nT,be,parent');
  trainer = await field.world.member('trainer', field.places.get('C'));
  session = await field.id('sessions', 'date', '2025-05-01');
});
afterEach(async () => {
  await field.world.close();
  setClock();
});

interface Outcomes {
  outcomes: { id: string; outcome: string }[];
  differences: number;
}
const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const attendance = async (): Promise<string[]> => (await field.exported('attendance')).trim().split(/\r?\n/).slice(1);
const send = async (acts: object[], by = trainer, sent_at = '2025-05-01T03:00:00Z'): Promise<Outcomes> => {
  const { body } = await by.json('/offline/acts', { sent_at, acts }).expect(200);
  return body as Outcomes;
};
const markOf = async (ref: string, status: string, more: object = {}): Promise<object> => ({
  ...{ id: `mark-of-${ref}-${status}-one`, session, at: '2025-05-01T02:00:00Z', kind: 'mark' },
  ...{ person: await id(ref), seen: null, status, ...more },
});
const walkIn = (full_name: string, more: object = {}): object => ({
  ...{ id: `walk-in-of-somebody`, session, at: '2025-05-01T02:00:00Z', kind: 'walk_in' },
  ...{ full_name, unit: 'C', group: 'parent', ...more },
});
const decide = async (decision: string): Promise<string> => {
  const page = (await trainer.get('/differences').expect(200)).text;
  const action = /\/differences\/\d+\/decision/.exec(page)?.[0] ?? 'none';
  await trainer.post(action, { decision }).expect(303);
  return action;
};

describe('what a device takes along', () => {
  it('is the own sessions of the next days, with names and nothing else of the people', async () => {
    const { body } = await trainer.get('/offline/packet.json').expect(200);
    const [packed] = body.sessions;
    expect(body.sessions).toHaveLength(1);
    expect(packed).toMatchObject({ id: session, code: 'T', number: 1, unit: 'C', group: 'parent' });
    expect(Object.keys(packed.people[0])).toEqual(['id', 'name', 'from', 'mark']);
    expect(body.token).not.toBe('');
  });

  it('is nothing for those who take no attendance, and nothing is in the page itself', async () => {
    const viewer = await field.world.member('viewer', field.places.get('C'));
    await viewer.get('/offline/packet.json').expect(403);
    const { text, headers } = await field.world.request().get('/offline').expect(200);
    expect(text).not.toContain('Nguyễn');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect((await trainer.get('/my-sessions')).headers['content-security-policy']).not.toContain('script-src');
  });
});

describe('what a device sends', () => {
  it('is taken once however often it comes, also half of it and what cannot be read', async () => {
    const acts = [await markOf('an', 'present'), { id: 'unreadable-act-1', kind: 'mark' }, walkIn('Người Mới')];
    const first = await send(acts);
    expect(first.outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done']);
    expect((await send(acts)).outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done']);
    expect(await attendance()).toHaveLength(2);
    expect((await field.exported('people')).match(/Người Mới/g)).toHaveLength(1);
  });

  it('is nobody else’s: a session of another territory is not there', async () => {
    const foreign = await field.id('sessions', 'activity_id', String(await field.id('activities', 'code', 'A1')));
    const { outcomes } = await send([await markOf('an', 'present', { session: foreign })]);
    expect(outcomes).toEqual([{ id: 'mark-of-an-present-one', outcome: 'refused' }]);
    await trainer.json('/offline/acts', { sent_at: 'now', acts: [] }).expect(422);
  });

  it('is not believed about the year: what counts is how long before the sending it was', async () => {
    await send([await markOf('an', 'present', { at: '2031-01-01T00:00:00Z' })], trainer, '2031-01-01T00:30:00Z');
    const row = await field.world.database.row<{ done_at: string }>('SELECT done_at FROM offline_acts');
    expect(row?.done_at).toBe('2025-05-01T02:30:00.000Z');
    expect(await attendance()).toEqual(['T,1,an,present']);
  });

  it('is done when it comes where the clock of the device was a year behind and was set right before sending', async () => {
    await send([await markOf('an', 'present', { at: '2024-05-01T02:00:00Z' })]);
    const row = await field.world.database.row<{ done_at: string }>('SELECT done_at FROM offline_acts');
    expect(row?.done_at).toBe('2025-05-01T03:00:00.000Z');
  });

  it('reaches whom a record was merged into meanwhile', async () => {
    const be = await markOf('be', 'present');
    await field.world.get(PersonMerges).merge('be', 'be2', 'Trùng');
    expect((await send([be])).outcomes[0]?.outcome).toBe('done');
    expect(await attendance()).toHaveLength(1);
  });
});

describe('differences between two devices', () => {
  it('overwrite nothing, are listed, and decided once', async () => {
    const other = await field.world.member('organizer', field.places.get('C'));
    await send([await markOf('an', 'absent')], other);
    const { outcomes, differences } = await send([await markOf('an', 'present')]);
    expect([outcomes[0]?.outcome, differences]).toEqual(['difference', 1]);
    expect(await attendance()).toEqual(['T,1,an,absent']);
    const page = (await trainer.get('/differences').expect(200)).text;
    for (const shown of ['Nguyễn Thị An', 'Giữ: Vắng', 'Lấy theo máy: Có mặt']) expect(page).toContain(shown);
    const viewer = await field.world.member('trainer', field.places.get('A'));
    expect((await viewer.get('/differences').expect(200)).text).not.toContain('Nguyễn Thị An');
    const decided = await decide('sent');
    expect(await attendance()).toEqual(['T,1,an,present']);
    expect((await trainer.get('/differences')).text).toContain('Không có gì khác nhau');
    await viewer.post(decided, { decision: 'noted' }).expect(404);
    await trainer.post(decided, { decision: 'noted' }).expect(303);
    expect((await trainer.get('/differences')).text).toContain('Việc này đã được làm trước đó');
    expect((await trainer.get('/activities/T')).text).toContain('Quyết định điểm khác nhau');
  });

  it('keep what stands when told so, and give way to what the same person says next', async () => {
    const other = await field.world.member('organizer', field.places.get('C'));
    await send([await markOf('an', 'absent'), await markOf('be', 'absent')], other);
    await send([await markOf('an', 'present'), await markOf('be', 'present')]);
    await send([await markOf('be', 'absent', { seen: 'present', id: 'mark-of-be-once-more' })]);
    expect((await trainer.get('/offline/packet.json')).body.differences).toBe(1);
    await decide('noted');
    expect(await attendance()).toEqual(['T,1,an,absent', 'T,1,be,absent']);
  });

  it('are decided for all records of a person, also where these were noted differently', async () => {
    await field.good('participations', 'activity,person,group\nT,be2,teacher');
    await field.good('attendance', 'activity,session,person,status\nT,1,be,absent\nT,1,be2,late');
    await field.world.get(PersonMerges).merge('be2', 'be', 'Trùng');
    await send([await markOf('be', 'present')]);
    expect((await trainer.get('/differences')).text).toContain('Giữ: Muộn');
    await decide('sent');
    expect(await attendance()).toEqual(['T,1,be,present']);
  });

  it('ask who somebody at the door is whose name is known', async () => {
    expect((await send([walkIn('lo van be')])).outcomes[0]?.outcome).toBe('difference');
    expect(await attendance()).toEqual([]);
    await decide(String(await id('be2')));
    expect(await attendance()).toEqual(['T,1,be2,present']);
    await send([walkIn('Lò Văn Bé', { id: 'walk-in-of-another-one' })]);
    await decide('sent');
    expect((await field.exported('people')).match(/Lò Văn Bé/g)).toHaveLength(3);
  });

  it('tell of who was taken off the roster, of a session that was cancelled, and of a home that is none', async () => {
    const line = await field.id('participations', 'person_id', String(await id('be')));
    await trainer.post(`/activities/T/roster/${line}/removal`, {}).expect(303);
    await send([await markOf('be', 'present')]);
    await decide('sent');
    expect(await attendance()).toEqual(['T,1,be,present']);
    await send([walkIn('Người Xa', { unit: 'A' })]);
    expect((await trainer.get('/differences')).text).toContain('nơi ở hoặc nhóm không còn dùng');
    await decide('noted');
    await trainer.post('/activities/T/sessions/1/cancellation', { version: '2' }).expect(303);
    await send([await markOf('an', 'present')]);
    expect((await trainer.get('/differences')).text).toContain('Buổi đã hủy');
    await decide('noted');
    expect(await attendance()).toEqual(['T,1,be,present']);
  });

  it('put somebody back as what and for whom they were on the roster, whatever the others are', async () => {
    await field.good('organisations', 'ref,name,group,unit\nhtx,HTX Chè,cooperative,C');
    await field.good('participations', 'activity,person,group,organisation\nT,be2,cooperative,htx');
    const line = await field.id('participations', 'person_id', String(await id('be2')));
    await trainer.post(`/activities/T/roster/${line}/removal`, {}).expect(303);
    await send([await markOf('be2', 'present')]);
    await decide('sent');
    expect(await field.exported('participations')).toMatch(/T,be2,cooperative,(?:C,)?htx/);
    expect(await attendance()).toEqual(['T,1,be2,present']);
  });

  it('of people without a name overwrite no other number', async () => {
    const heads = {
      kind: 'headcount',
      session,
      at: '2025-05-01T02:00:00Z',
      unit: 'C',
      group: 'parent',
      method: 'counted',
    };
    const act = { ...heads, note: null, seen: null };
    await send([{ ...act, id: 'headcount-of-this-one', count: 12 }]);
    await send([{ ...act, id: 'headcount-of-that-one', count: 15 }]);
    expect(await field.exported('headcounts')).toContain('T,1,C,parent,12,counted');
    await decide('sent');
    expect(await field.exported('headcounts')).toContain('T,1,C,parent,15,counted');
    await send([{ ...act, id: 'headcount-of-it-again', seen: 15, count: 16 }]);
    expect(await field.exported('headcounts')).toContain('T,1,C,parent,16,counted');
  });
});
